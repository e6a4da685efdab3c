import { type FileHandle, open, stat } from "node:fs/promises";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";

const LOOKED_AT = 4096;

/** Files that are lists of other files or addresses, by how they begin after the preamble of XML. They would make the decoder read what nobody sent. */
const POINTERS: readonly (readonly [RegExp, string])[] = [
  [/^#EXTM3U/, "an M3U playlist"],
  [/^ffconcat version/, "an ffmpeg concat script"],
  [/^v=0\r?\n/, "an SDP session description"],
  [/^<MPD[\s>]/, "a DASH manifest"],
  [/^<(smil|playlist|AssetMap|asx)[\s>]/i, "a playlist"],
  [/^\[(playlist|reference)\]/i, "a playlist"],
];

/**
 * Looks at the size and the first bytes of a file before any decoder sees it.
 * @throws {Failure} `source-not-found`, `source-not-a-file`, `source-unreadable`, `media-empty`, `media-refused` for a playlist.
 */
export async function firstLook(path: string): Promise<{ bytes: number }> {
  // Asked before opening: to open a named pipe would wait for whoever writes to it.
  const facts = await stat(path).catch((error: unknown) => refuseToOpen(error));
  if (!facts.isFile()) throw new Failure("source-not-a-file", "The recording is a folder or a device. Name a file.");
  if (facts.size === 0)
    throw new Failure("media-empty", "The file is empty (0 bytes). Send it again from where it came.");
  const handle = await open(path, "r").catch((error: unknown) => refuseToOpen(error));
  try {
    refusePointers(await beginning(handle));
    return { bytes: facts.size };
  } finally {
    await handle.close();
  }
}

async function beginning(handle: FileHandle): Promise<string> {
  const bytes = Buffer.alloc(LOOKED_AT);
  const { bytesRead } = await handle.read(bytes, 0, LOOKED_AT, 0).catch((error: unknown) => refuseToOpen(error));
  return bytes.toString("utf8", 0, bytesRead).replace(/^\uFEFF?\s*/, "");
}

function refusePointers(text: string): void {
  const content = withoutPreamble(text);
  const kind = POINTERS.find(([pattern]) => pattern.test(content))?.[1];
  if (kind === undefined) return;
  throw new Failure(
    "media-refused",
    `The file is ${kind}: it points at recordings and holds none. Send the recording itself.`,
  );
}

/** Leaves out the declaration and the comments. A loop, because a pattern for them backtracks without end on crafted bytes. */
function withoutPreamble(text: string): string {
  let rest = text.replace(/^<\?xml[^>]*>\s*/i, "");
  while (rest.startsWith("<!--")) {
    const end = rest.indexOf("-->", "<!--".length);
    if (end < 0) return rest;
    rest = rest.slice(end + "-->".length).trimStart();
  }
  return rest;
}

function refuseToOpen(error: unknown): never {
  // Node's own message holds the path, and file names stay out of messages: only its code is passed on.
  const code = codeOf(error) || "unknown";
  if (code === "ENOENT" || code === "ENOTDIR") throw new Failure("source-not-found", "There is no file of that name.");
  throw new Failure("source-unreadable", `The file cannot be read (${code}). Check its permissions and its disk.`);
}
