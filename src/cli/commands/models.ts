import { composeRecognition } from "../../compose/recognition.ts";
import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import type { ModelCheck, ModelListing, ModelStore } from "../../ports/model-store.ts";
import type { RecognitionServices } from "../../services.ts";
import { type Command, readCommandLine } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { didYouMean } from "../arguments/nearest.ts";
import { modelPage } from "../models/model-page.ts";
import { engineOf, modelTable } from "../models/model-table.ts";
import { warmModels } from "../models/warm-models.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { byteSize } from "../terminal/quantities.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { progressView } from "../transcribing/progress-view.ts";

/** `scribewell models`: what can be had, what is here, and changing that. */
export const modelsCommand: Command = {
  help: `List, fetch, add, remove and verify models.

  scribewell models list                    every model; ✓ marks those on this machine
      --engine NAME                         only those of one engine
      --installed                           only those on this machine
      --json                                with all that is known of each
  scribewell models show NAME [--json]      licence, languages, memory, and each file
                                            with its source and checksum
  scribewell models pull NAME…              fetch models, and mend damaged ones
  scribewell models warm NAME…              load models once: how long that takes, and
                                            what memory they hold
  scribewell models add PATH [--name NAME]  take in a model of your own (see below)
  scribewell models rm NAME…                delete models from this machine
  scribewell models verify [NAME…]          compare files with what was recorded when
                                            they came; without names, all of them

A name is engine/model. It may leave out the engine: whisper-base is
onnx/whisper-base. A remote model is always named whole: openai/whisper-1.

Models of your own: a ggml file of whisper.cpp becomes whispercpp/NAME, a
directory of MLX (config.json, weights.safetensors or weights.npz) mlx/NAME, and a
directory of ONNX files in the Hugging Face layout onnx/NAME. docs/models.md says
how to make them.

Examples
  scribewell models list --engine whispercpp
  scribewell models pull whisper-base
  scribewell models add ./my-finetuned-whisper --name onnx/my-whisper
  scribewell models add ./ggml-my-whisper.bin
  scribewell models list --json | jq '.[] | select(.installed) | .name'

${environmentHelp(["MODELS_DIR", "MODELS_MIRROR", "HF_ENDPOINT", "HF_TOKEN"])}

A service loads models at its start where PRELOAD_MODELS names them.

Exit codes: 0 done, 1 failed or a damaged model was found, 2 wrong use, 130 interrupted.
`,

  async run([name, ...words], terminal) {
    const verb = VERBS.find((known) => known === name);
    if (!verb) {
      const wrong =
        name === undefined ? "Say what to do with models." : `Models know no "${name}".${didYouMean(name, VERBS)}`;
      throw new Failure("option-invalid", `${wrong} There are ${VERBS.join(", ")}.`);
    }
    const run = ACTIONS[verb](words);
    return run(composeRecognition(readConfig(terminal.environment)), terminal);
  },
};

const VERBS = ["list", "show", "pull", "warm", "add", "rm", "verify"] as const;

type Action = (services: Pick<RecognitionServices, "models" | "openEngines">, terminal: Terminal) => Promise<number>;

/** Each reads its words first, so that wrong use is told before anything is touched. */
const ACTIONS: Record<(typeof VERBS)[number], (words: readonly string[]) => Action> = {
  list(words) {
    const { values, positionals } = readCommandLine(words, {
      engine: { type: "string" },
      installed: { type: "boolean" },
      json: { type: "boolean" },
    });
    if (positionals.length > 0) {
      throw new Failure("option-invalid", `"models list" takes no name. "models show ${positionals[0]}" tells of one.`);
    }
    return async ({ models }, terminal) => {
      const listings = chosen(await models.list(), values);
      const table = listings.length > 0 ? modelTable(listings, terminal.stdout) : "";
      await print(terminal, values.json ? jsonOf(listings) : table);
      if (values.json || listings.length > 0) return EXIT.done;
      say(terminal, "no such model is on this machine");
      return EXIT.done;
    };
  },

  show(words) {
    const { values, positionals } = readCommandLine(words, { json: { type: "boolean" } });
    const [name, ...others] = positionals;
    if (name === undefined || others.length > 0) throw new Failure("option-invalid", "Name one model to show.");
    return async ({ models }, terminal) => {
      const model = await models.describe(name);
      await print(terminal, values.json ? jsonOf(model) : modelPage(model));
      return EXIT.done;
    };
  },

  pull(words) {
    const names = namesIn(words, "pull");
    return async ({ models }, terminal) => {
      for (const name of names) {
        const view = progressView(name, terminal.stderr);
        const onProgress: Parameters<typeof models.pull>[1]["onProgress"] = (progress) =>
          view.show({ type: "download", ...progress });
        const installed = await models.pull(name, { onProgress, signal: terminal.signal }).finally(() => view.close());
        await print(terminal, `${installed.name}\n`);
      }
      return EXIT.done;
    };
  },

  warm(words) {
    const names = namesIn(words, "warm");
    return async (services, terminal) => {
      await warmModels(services, names, terminal);
      return EXIT.done;
    };
  },

  add(words) {
    const { values, positionals } = readCommandLine(words, { name: { type: "string" } });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0)
      throw new Failure("option-invalid", "Name one path to add a model from.");
    const name = values.name === undefined ? {} : { name: values.name };
    return async ({ models }, terminal) => {
      const installed = await models.add(path, { ...name, signal: terminal.signal });
      await print(terminal, `${installed.name}\n`);
      return EXIT.done;
    };
  },

  rm(words) {
    const names = namesIn(words, "rm");
    return async ({ models }, terminal) => {
      for (const name of names) {
        const { bytes } = await models.remove(name, { signal: terminal.signal });
        say(terminal, bytes > 0 ? `${name}: removed, ${byteSize(bytes)} are free` : `${name}: was not on this machine`);
      }
      return EXIT.done;
    };
  },

  verify(words) {
    const { positionals: names } = readCommandLine(words, {});
    return async ({ models }, terminal) => {
      let damaged = 0;
      for await (const check of names.length > 0 ? checksOf(names, models, terminal) : allChecks(models, terminal)) {
        await print(terminal, `${lineOf(check)}\n`);
        if (check.intact) continue;
        damaged += 1;
        say(terminal, `scribewell models pull ${check.name} fetches what is damaged again`);
      }
      return damaged === 0 ? EXIT.done : EXIT.failed;
    };
  },
};

async function* checksOf(
  names: readonly string[],
  models: ModelStore,
  { signal }: Terminal,
): AsyncGenerator<ModelCheck> {
  for (const name of names) yield await models.verify(name, { signal });
}

/** Asks for every model: one with a file missing is not listed as installed, and is what is looked for here. */
async function* allChecks(models: ModelStore, terminal: Terminal): AsyncGenerator<ModelCheck> {
  let found = false;
  for (const { name, remote } of await models.list()) {
    if (remote) continue;
    try {
      yield await models.verify(name, terminal);
      found = true;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "model-unavailable") throw error;
    }
  }
  if (!found) say(terminal, "no model is on this machine");
}

function lineOf({ name, intact, files }: ModelCheck): string {
  const damage = files.filter(({ state }) => state !== "intact").map(({ file, state }) => `${file} ${state}`);
  return `${name}: ${intact ? "intact" : `damaged (${damage.join(", ")})`}`;
}

function namesIn(words: readonly string[], verb: string): string[] {
  const { positionals } = readCommandLine(words, {});
  if (positionals.length === 0) {
    throw new Failure("option-invalid", `Name a model to ${verb}. "scribewell models list" shows them.`);
  }
  return positionals;
}

const jsonOf = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

function chosen(
  listings: readonly ModelListing[],
  { engine, installed }: { engine?: string | undefined; installed?: boolean | undefined },
): readonly ModelListing[] {
  const engines = [...new Set(listings.map(engineOf))];
  if (engine !== undefined && !engines.includes(engine)) {
    const detail = `There is no engine "${engine}".${didYouMean(engine, engines)} There are ${engines.join(", ")}.`;
    throw new Failure("option-invalid", detail);
  }
  const ofEngine = engine === undefined ? listings : listings.filter((listing) => engineOf(listing) === engine);
  return installed ? ofEngine.filter((listing) => listing.installed) : ofEngine;
}
