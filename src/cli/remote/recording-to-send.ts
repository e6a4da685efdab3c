import { createReadStream } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import type { Content } from "../../client/index.ts";
import { Failure } from "../../domain/failure.ts";
import { codeOf } from "../../domain/system-errors.ts";
import type { Source } from "../../ports/recordings.ts";
import { hasScheme } from "../transcribing/output-plan.ts";
import { mediaTypeOf } from "./media-type.ts";

/**
 * Makes an input of the command line ready for a service: an address goes as it is, a file by its content and name.
 * @throws {Failure} `source-not-found`, `source-not-a-file`, `source-unreadable`, `media-empty`
 */
export async function recordingToSend(source: Source): Promise<Content | string> {
  if (typeof source === "string") return hasScheme(source) ? source : fileToSend(source);
  if (!(source instanceof Readable)) throw new TypeError("The command line takes paths, addresses and a stream");
  return { mediaType: mediaTypeOf(""), open: () => source, canReopen: false };
}

async function fileToSend(path: string): Promise<Content> {
  const facts = await stat(path).catch(refuse);
  if (!facts.isFile()) throw new Failure("source-not-a-file", "The recording is a folder or a device. Name a file.");
  await access(path, constants.R_OK).catch(refuse);
  const { size: bytes } = facts;
  if (bytes === 0) throw new Failure("media-empty", "The file is empty (0 bytes). Send it again from where it came.");
  const name = basename(path);
  return { name, mediaType: mediaTypeOf(name), bytes, open: () => createReadStream(path) };
}

function refuse(error: unknown): never {
  const code = codeOf(error) || "unknown";
  if (code === "ENOENT" || code === "ENOTDIR") throw new Failure("source-not-found", "There is no file of that name.");
  throw new Failure("source-unreadable", `The file cannot be read (${code}). Check its permissions and its disk.`);
}
