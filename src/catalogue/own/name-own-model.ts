import { basename } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { CATALOGUE } from "../catalogue.ts";
import { MODEL_NAME } from "../own-models.ts";
import { enginesOf, LAYOUT_NAMES, type Layout } from "./layout.ts";

/**
 * Gives the whole name a model shall have here. Left out, that of its directory or file; and the engine, where it is left
 * out, is the one that reads such files.
 * @throws {Failure} `option-invalid` for what cannot be a name, and for an engine that cannot read these files.
 */
export function nameOwnModel(
  asked: string | undefined,
  { path, layout, isDirectory }: { path: string; layout: Layout; isDirectory: boolean },
): string {
  const wanted = asked ?? usualName(path, layout, isDirectory);
  const plain = wanted.trim().toLowerCase();
  const engines = enginesOf(layout);
  const name = plain.includes("/") ? plain : withEngine(plain, engines);
  if (!MODEL_NAME.test(name)) {
    throw new Failure(
      "option-invalid",
      `"${wanted}" cannot be the name of a model: write engine/model in letters, digits, dots and dashes, for example ${engines[0]}/my-finetune.`,
    );
  }
  const engine = name.slice(0, name.indexOf("/"));
  if (engines.includes(engine)) return name;
  throw new Failure(
    "option-invalid",
    `${basename(path)} is ${LAYOUT_NAMES[layout]}, so its name begins with ${engines.map((each) => `${each}/`).join(" or ")}, not with ${engine}/.`,
  );
}

function withEngine(model: string, engines: readonly string[]): string {
  const names = engines.map((engine) => `${engine}/${model}`);
  return CATALOGUE.find(({ name }) => names.includes(name))?.name ?? `${engines[0]}/${model}`;
}

function usualName(path: string, layout: Layout, isDirectory: boolean): string {
  if (isDirectory) return basename(path);
  if (layout === "ggml")
    return basename(path)
      .replace(/\.bin$/i, "")
      .replace(/^ggml-/i, "");
  throw new Failure("option-invalid", `Say what ${basename(path)} shall be called, for example vad/mine.`);
}
