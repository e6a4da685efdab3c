import type { ModelListing } from "../../ports/model-store.ts";
import { byteSize } from "../terminal/quantities.ts";
import { tableLines } from "../terminal/table.ts";
import { type Screen, withoutControls } from "../terminal/terminal.ts";

/** What the first half of a name stands for, for those who have to choose. */
const ENGINES: Readonly<Record<string, string>> = {
  onnx: "ONNX Runtime; runs on any machine",
  whispercpp: "whisper.cpp; one file a model, also on graphics processors",
  mlx: "MLX; on Macs with Apple silicon",
  sherpa: "sherpa-onnx; other models than Whisper, quick on any processor",
  vad: "finds the speech for all of them; fetched when it is needed",
  openai: "a remote service; recordings leave this machine",
};

interface Column {
  readonly title: string;
  cell(listing: ModelListing): string;
}

const COLUMNS: readonly Column[] = [
  { title: " ", cell: ({ installed }) => (installed ? "✓" : " ") },
  { title: "model", cell: ({ name }) => name },
  { title: "  size", cell: (listing) => sizeOf(listing).padStart(6) },
  { title: "languages", cell: ({ languages }) => languagesOf(languages) },
  { title: "licence", cell: licenceOf },
];
const WHAT: Column = { title: "what", cell: ({ what }) => what };
/** With less room the column would tell nothing. */
const LEAST_FOR_WHAT = 24;

/** First half of the name of a model. */
export const engineOf = ({ name }: Pick<ModelListing, "name">): string => name.slice(0, name.indexOf("/"));

/**
 * Models under each other, a line each, under the name of their engine. On a screen no line is longer than it is wide, and
 * 80 columns are enough; in a file or pipe nothing is left out.
 */
export function modelTable(
  listings: readonly ModelListing[],
  { isTTY, columns = 80 }: Pick<Screen, "isTTY" | "columns">,
): string {
  const width = isTTY ? columns : Number.POSITIVE_INFINITY;
  const engines = [...new Set(listings.map(engineOf))];
  const groups = engines.map((engine) => listings.filter((listing) => engineOf(listing) === engine));
  const fitting = (line: string) => (line.length >= width ? `${line.slice(0, width - 2)}…` : line);
  const [header = "", ...rows] = rowsOf(groups.flat(), width).map(fitting);
  const blocks = engines.map((engine, index) => {
    const title = engine in ENGINES ? `${engine}: ${ENGINES[engine]}` : engine;
    return ["", fitting(title), ...rows.splice(0, groups[index]?.length)];
  });
  return [header, ...blocks.flat()].map((line) => `${line}\n`).join("");
}

/** A header and a line for each, with what they are where there is room for it. */
function rowsOf(listings: readonly ModelListing[], width: number): string[] {
  const linesWith = (columns: readonly Column[]) =>
    tableLines([
      columns.map(({ title }) => title),
      ...listings.map((listing) => columns.map((column) => withoutControls(column.cell(listing)))),
    ]);
  const narrow = linesWith(COLUMNS);
  const widest = Math.max(...narrow.map(({ length }) => length));
  return widest + LEAST_FOR_WHAT <= width ? linesWith([...COLUMNS, WHAT]) : narrow;
}

function sizeOf({ remote, installed, downloadBytes }: ModelListing): string {
  if (remote) return "–";
  const bytes = installed?.bytes ?? downloadBytes;
  return bytes === null ? "?" : byteSize(bytes);
}

function languagesOf(languages: ModelListing["languages"]): string {
  if (languages === null) return "?";
  if (languages === "any") return "all";
  return languages.length > 4 ? String(languages.length) : languages.join(" ");
}

/** The mark for a licence that has no name of its own in the SPDX list says nothing to a reader. */
function licenceOf({ licence, remote }: ModelListing): string {
  if (remote) return "–";
  return licence?.replace(/^LicenseRef-/, "") ?? "?";
}
