import type { OpenedSessions, WantedPlace } from "../../../onnx/open-sessions.ts";
import { isShortOfMemory } from "../../../onnx/short-of-memory.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { lesserMeans, type Means, onProcessor, shortMemoryWarning } from "./means.ts";
import { type Shared, shared } from "./shared.ts";

/** What a process of this folder is given beside its model. */
export interface GivenMeans {
  readonly place: WantedPlace;
  /** Windows recognised together, at most. */
  readonly batchWindows: number;
  /** What whoever asks is told. */
  readonly warnings: readonly string[];
  /** The limit the process is under, in megabytes. */
  readonly memoryMb: number | undefined;
}

/** A model that was opened, and how that went. */
export interface OpenedModel<Model> extends Pick<OpenedSessions<never>, "provider" | "warning" | "release"> {
  readonly model: Model;
}

/** A model with what it recognises with, for all questions of its process alike, and what whoever asks is told of it. */
export interface Footing<Model> extends Pick<Shared<Model>, "use"> {
  readonly means: Means;
  readonly warnings: readonly string[];
  /**
   * Opens the model where it is not open: after a step down, which may change its means again.
   * @throws an Error that says what helps, where there is not the memory to open it
   */
  ready(): Promise<void>;
  /**
   * Takes a step down after so many windows together could not be recognised with these means. The model is opened again
   * then: it holds the memory of its largest batch.
   * @throws an Error that says what helps, where there is no step left
   */
  stepDown(tried: Means): Promise<void>;
}

/** Opens a model. @throws as `Footing.ready` does */
export async function openFooting<Model>(
  { place, batchWindows: most, memoryMb, ...given }: GivenMeans,
  open: (place: WantedPlace) => Promise<OpenedModel<Model>>,
): Promise<Footing<Model>> {
  let means: Means = { provider: place.provider, batchWindows: most };
  const warnings = [...given.warnings];

  const { ready, use, giveUp } = shared(async () => {
    const opened = await openWithin(memoryMb, () => open({ ...place, provider: means.provider }));
    // They open where they are wanted, or on the processor.
    if (opened.provider !== means.provider) means = onProcessor(means.batchWindows);
    if (opened.warning !== null) warnings.push(opened.warning);
    return { value: opened.model, release: opened.release };
  });

  await ready();
  return {
    get means() {
      return means;
    },
    warnings,
    ready,
    use,
    async stepDown(tried) {
      // Another question took the step while this one was at work.
      if (tried.provider !== means.provider || tried.batchWindows > means.batchWindows) return;
      const next = lesserMeans(tried, most);
      await giveUp();
      collectGarbage();
      if (!next) throw new Error(tooLittleMemory(memoryMb));
      warnings.push(shortMemoryWarning(means, next));
      means = next;
    },
  };
}

async function openWithin<Opened>(memoryMb: number | undefined, open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    throw isShortOfMemory(error) ? new Error(tooLittleMemory(memoryMb), { cause: error }) : error;
  }
}

/** Why nothing can be recognised, and what helps. */
export function tooLittleMemory(memoryMb: number | undefined): string {
  const limit = memoryMb === undefined ? "" : `raise ENGINE_MEMORY_MB (now ${memoryMb}), `;
  return `memory ran out: choose a smaller model, ${limit}or give the machine more memory`;
}
