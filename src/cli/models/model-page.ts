import { LANGUAGES } from "../../domain/languages.ts";
import { expectedMemory, type ModelDescription, type ModelFile } from "../../ports/model-store.ts";
import { byteSize } from "../terminal/quantities.ts";
import { tableLines } from "../terminal/table.ts";
import { withoutControls } from "../terminal/terminal.ts";
import { engineOf } from "./model-table.ts";

/** All that a person wants to know of one model: what it is, where it comes from, and each file with its checksum. */
export function modelPage(model: ModelDescription): string {
  const { name, what, family, licence, tasks, downloadBytes, remote } = model;
  const facts: [string, string | null][] = [
    ["model", name],
    ["what", what],
    ["engine", engineOf(model) === family ? family : `${engineOf(model)}, family ${family}`],
    ["languages", languagesOf(model.languages)],
    ["tasks", tasks.length > 0 ? tasks.join(", ") : "finds speech, writes no text"],
    ["licence", remote ? "the terms of whoever runs the service" : (licence ?? "not known: it was added here")],
    ["download", downloadBytes === null ? null : `about ${byteSize(downloadBytes)}`],
    ["memory", memoryOf(model)],
    ["here", hereOf(model)],
  ];
  const rows = facts.flatMap(([title, value]) => (value === null ? [] : [[title, withoutControls(value)]]));
  const lines = [...tableLines(rows), ...filesOf(model)];
  return lines.map((line) => `${line}\n`).join("");
}

function languagesOf(languages: ModelDescription["languages"]): string {
  if (languages === null) return "not known";
  if (languages === "any") return "all that Whisper knows, 99";
  const names = languages.map((code) => LANGUAGES[code] ?? code);
  return names.length > 6 ? `${names.length}: ${languages.join(" ")}` : names.join(", ");
}

function memoryOf(model: ModelDescription): string | null {
  const bytes = expectedMemory(model);
  if (model.remote || bytes === null) return null;
  return `about ${byteSize(bytes)}, ${model.memoryBytes === null ? "estimated from the size of its files" : "measured"}`;
}

function hereOf({ remote, installed, name, origin }: ModelDescription): string {
  if (remote) return "never: recordings are sent to the service, where REMOTE_ENGINES allows it";
  if (installed) return `${byteSize(installed.bytes)} since ${installed.since.slice(0, 10)}, from ${installed.source}`;
  return origin === "own" ? "damaged: remove it and add it again" : `no; scribewell models pull ${name}`;
}

/** What is here counts; of a model that is not, what each source is known to have. */
function filesOf({ here, sources }: ModelDescription): string[] {
  if (here) return ["", withoutControls(here.directory), ...here.files.flatMap(linesOf)];
  return sources.flatMap(({ name, files }) => ["", `from ${withoutControls(name)}`, ...files.flatMap(linesOf)]);
}

function linesOf({ role, file, bytes, sha256 }: ModelFile): string[] {
  const size = bytes === null ? "" : `, ${byteSize(bytes)}`;
  return [`  ${role}: ${file}${size}`, ...(sha256 === null ? [] : [`    sha256 ${sha256}`])];
}
