import type { z } from "zod";
import { CATALOGUE } from "../catalogue/catalogue.ts";
import { resolveModelName } from "../catalogue/resolve-model-name.ts";
import { listOf } from "../setting-kinds.ts";

const LIMIT = /^([\w.:-]+(?:\/[\w.:-]+)?)=([1-9]\d{0,6})$/;
const NO_MODEL =
  'must be of models that "scribewell models list" shows; those of one\'s own and remote ones with their engine, such as onnx/mine';

/** A name as the settings write it: its engine may be left out. */
export const MODEL_NAME = /^[\w.-]+(\/[\w.-]+)?$/;

/** Models by the whole names that jobs carry: by short ones none would ever be found. */
export const wholeModelNames = () =>
  listOf(MODEL_NAME, "must be names of models with commas between them").transform((names, context) =>
    names.map((name) => wholeName(name, context)),
  );

/** Numbers of models, by the whole names that jobs carry. */
export const modelLimits = () =>
  listOf(LIMIT, "must be models with numbers, such as openai/whisper-1=4, with commas between them").transform(
    (pairs, context): Record<string, number> => {
      const limits = pairs.map((pair): [string, number] => {
        const [, name = "", most] = LIMIT.exec(pair) ?? [];
        return [wholeName(name, context), Number(most)];
      });
      const byName = new Map(limits);
      if (byName.size < limits.length) context.addIssue("must name each model once");
      return Object.fromEntries(byName);
    },
  );

/** One of one's own may have any name, with its engine before it: whether it is there is known where models are kept. */
function wholeName(name: string, context: z.RefinementCtx): string {
  try {
    return resolveModelName(name);
  } catch {
    const own = name.toLowerCase();
    if (!ENGINES.has(engineOf(own))) context.addIssue(NO_MODEL);
    return own;
  }
}

const engineOf = (name: string): string => name.slice(0, Math.max(name.indexOf("/"), 0));
const ENGINES = new Set(CATALOGUE.map(({ name }) => engineOf(name)));
