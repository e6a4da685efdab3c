import { untilAborted } from "../../domain/until-aborted.ts";
import type { RecognitionServices } from "../../services.ts";
import { byteSize } from "../terminal/quantities.ts";
import { print, type Terminal } from "../terminal/terminal.ts";
import { progressView } from "../transcribing/progress-view.ts";

/** Loads each model in a process of its own and says what that took; what is missing is fetched first. */
export async function warmModels(
  { models, openEngines }: Pick<RecognitionServices, "models" | "openEngines">,
  names: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const { signal } = terminal;
  for (const name of names) {
    const view = progressView(name, terminal.stderr);
    const onProgress: Parameters<typeof models.require>[1]["onProgress"] = (progress) =>
      view.show({ type: "download", ...progress });
    const model = await models.require(name, { onProgress, signal }).finally(() => view.close());
    const engines = openEngines();
    try {
      const engine = await engines.open(model);
      await untilAborted(engine.load(), signal);
      const [state] = engines.states();
      await print(terminal, `${model.name}: ${figures(state?.loadSeconds ?? null, state?.memoryBytes ?? 0)}\n`);
    } finally {
      await engines.close();
    }
  }
}

const figures = (seconds: number | null, bytes: number): string =>
  bytes === 0 ? "nothing to load on this machine" : `loaded in ${seconds?.toFixed(2)} s, holds ${byteSize(bytes)}`;
