import { type ModelOnMachine, readModels } from "../../actions/models/read-models.ts";
import { Failure } from "../../domain/failure.ts";
import { isRemoteModel } from "../../domain/remote-models.ts";

/** The models of RunPod's worker, and which Whisper each is. */
const RUNPOD_MODELS: Readonly<Record<string, string>> = {
  tiny: "tiny",
  base: "base",
  small: "small",
  medium: "medium",
  "large-v1": "large-v1",
  "large-v2": "large-v2",
  "large-v3": "large-v3",
  turbo: "large-v3-turbo",
};

/** What others of its kind call theirs. */
const SIZES: Readonly<Record<string, string>> = { ...RUNPOD_MODELS, large: "large-v3" };

/** The model that is used. */
export interface FoundModel {
  readonly model: string;
  /** What its answers call it; null for its own name. */
  readonly name: string | null;
  /** Where it is not the one that was asked for, in plain words. */
  readonly warnings: readonly string[];
}

export interface AskedModel {
  readonly name: string;
  /** Whether the request names it, or leaves it to RunPod's default. */
  readonly isGiven: boolean;
  readonly isStrict: boolean;
  /** Those that the caller may use; null for all. */
  readonly allowed: readonly string[] | null;
}

/**
 * The model that a request means: by one of RunPod's names, or any that there is here. Where it cannot be had, the best that
 * can be has to do.
 * @throws {Failure} `model-unknown` for a name that RunPod's worker does not take, where that matters
 */
export async function findModel(
  services: Parameters<typeof readModels>[0],
  { name, isGiven, isStrict, allowed }: AskedModel,
): Promise<FoundModel> {
  const auto = { model: "auto", name: null, warnings: [] };
  if (isStrict && !Object.hasOwn(RUNPOD_MODELS, name)) throw notRunpods(name);
  // A key that is bound to some models has a default of its own.
  if (name === "auto" || (!isGiven && allowed !== null)) return auto;
  // A recording leaves the house by a whole name alone, and where that is allowed.
  if (isRemoteModel(name)) return { model: name, name, warnings: [] };
  const known = (await readModels(services)).filter((model) => isMeant(model, name));
  const mayBeUsed = known.filter((each) => allowed === null || allowed.includes(each.name));
  const usable = mayBeUsed.filter(({ whyNot }) => whyNot === null);
  // Who may use none of them is told so where the models of all requests are checked.
  const best = usable.find(({ installed }) => installed !== null) ?? usable[0] ?? (mayBeUsed[0] ? undefined : known[0]);
  if (best) return { model: best.name, name, warnings: [] };
  return { ...auto, warnings: [`The model "${name}" cannot be had here: the best that can be was used.`] };
}

function isMeant({ name, tasks, remote }: ModelOnMachine, asked: string): boolean {
  if (remote || tasks.length === 0) return false;
  const size = Object.hasOwn(SIZES, asked) ? SIZES[asked] : undefined;
  return name === asked || name.endsWith(`/${asked}`) || (size !== undefined && name.endsWith(`/whisper-${size}`));
}

const notRunpods = (name: string): Failure =>
  new Failure(
    "model-unknown",
    `Invalid model name: ${name}. Available models are: ${Object.keys(RUNPOD_MODELS).join(", ")}`,
  );
