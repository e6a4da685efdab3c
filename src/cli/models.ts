import { compose } from "../compose.ts";
import { readConfig } from "../config.ts";
import { Failure } from "../domain/failure.ts";
import type { ModelCheck, ModelListing, ModelStore } from "../ports/model-store.ts";
import { type Command, readCommandLine } from "./command-line.ts";
import { EXIT } from "./failure-line.ts";
import { environmentHelp } from "./help.ts";
import { didYouMean } from "./nearest.ts";
import { progressView } from "./progress-view.ts";
import { byteSize } from "./quantities.ts";
import { tableLines } from "./table.ts";
import { print, type Screen, say, type Terminal } from "./terminal.ts";

/** `scribewell models`: what can be had, what is here, and changing that. */
export const modelsCommand: Command = {
  help: `List, fetch, add, remove and verify models.

  scribewell models list [--json]           every model; ✓ marks those on this machine
  scribewell models pull NAME…              fetch models, and mend damaged ones
  scribewell models add PATH [--name NAME]  take in a model of your own: a directory
                                            in the Hugging Face layout, or one file
  scribewell models rm NAME…                delete models from this machine
  scribewell models verify [NAME…]          compare files with what was recorded when
                                            they came; without names, all of them

A name may leave out the engine: whisper-base is onnx/whisper-base.

Examples
  scribewell models pull whisper-base
  scribewell models add ./my-finetuned-whisper --name onnx/my-whisper
  scribewell models list --json | jq '.[] | select(.installed) | .name'

${environmentHelp(["MODELS_DIR", "MODELS_MIRROR", "HF_ENDPOINT", "HF_TOKEN"])}

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
    const services = compose(readConfig(terminal.environment));
    return run(services.models, terminal);
  },
};

const VERBS = ["list", "pull", "add", "rm", "verify"] as const;

type Action = (models: ModelStore, terminal: Terminal) => Promise<number>;

/** Each reads its words first, so that wrong use is told before anything is touched. */
const ACTIONS: Record<(typeof VERBS)[number], (words: readonly string[]) => Action> = {
  list(words) {
    const { values } = readCommandLine(words, { json: { type: "boolean" } });
    return async (models, terminal) => {
      const listings = await models.list();
      await print(
        terminal,
        values.json ? `${JSON.stringify(listings, null, 2)}\n` : tableOf(listings, terminal.stdout),
      );
      return EXIT.done;
    };
  },

  pull(words) {
    const names = namesIn(words, "pull");
    return async (models, terminal) => {
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

  add(words) {
    const { values, positionals } = readCommandLine(words, { name: { type: "string" } });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0)
      throw new Failure("option-invalid", "Name one path to add a model from.");
    const name = values.name === undefined ? {} : { name: values.name };
    return async (models, terminal) => {
      const installed = await models.add(path, { ...name, signal: terminal.signal });
      await print(terminal, `${installed.name}\n`);
      return EXIT.done;
    };
  },

  rm(words) {
    const names = namesIn(words, "rm");
    return async (models, terminal) => {
      for (const name of names) {
        const { bytes } = await models.remove(name, { signal: terminal.signal });
        say(terminal, bytes > 0 ? `${name}: removed, ${byteSize(bytes)} are free` : `${name}: was not on this machine`);
      }
      return EXIT.done;
    };
  },

  verify(words) {
    const { positionals: names } = readCommandLine(words, {});
    return async (models, terminal) => {
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
  for (const { name } of await models.list()) {
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

function tableOf(listings: readonly ModelListing[], { isTTY, columns = 80 }: Screen): string {
  const rows = listings.map(({ name, what, downloadBytes, languages, installed }) => [
    installed ? "✓" : " ",
    name,
    sizeOf(installed?.bytes ?? downloadBytes),
    languagesOf(languages),
    what,
  ]);
  const lines = tableLines([[" ", "model", "size", "languages", "what"], ...rows]);
  const fitting = (line: string) => (isTTY && line.length >= columns ? `${line.slice(0, columns - 2)}…` : line);
  return lines.map((line) => `${fitting(line)}\n`).join("");
}

const sizeOf = (bytes: number | null) => (bytes === null ? "?" : byteSize(bytes));

function languagesOf(languages: ModelListing["languages"]): string {
  if (languages === null) return "?";
  if (languages === "any") return "all";
  return languages.length > 4 ? String(languages.length) : languages.join(" ");
}
