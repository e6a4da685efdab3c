import { openEngine } from "../../src/compose/engines.ts";
import { composeRecognition } from "../../src/compose/recognition.ts";
import type { Config } from "../../src/config.ts";
import type { Engine } from "../../src/ports/engine.ts";

/** The bare engine of a model: nothing watches over how long it is loaded, and nothing takes over for it. */
export async function openModel(name: string, config: Config): Promise<Engine> {
  const { models } = composeRecognition(config);
  return openEngine(await models.require(name, { signal: new AbortController().signal }), config);
}
