import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { WHISPER_FILES } from "../entries/whisper.ts";

/** Content by path. */
export type Files = Readonly<Record<string, Buffer>>;

/** Bytes that begin like an ONNX model and do not repeat, so that a shifted part is noticed. */
export function fakeOnnx(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let index = 0; index < size; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 16;
  }
  bytes[0] = 0x08;
  return bytes;
}

/** All files of a Whisper in the Hugging Face layout, flat. The encoder has the size that is asked for. */
export function fakeWhisper(encoderBytes = 300_000): Files {
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  return {
    [WHISPER_FILES.encoder]: fakeOnnx(encoderBytes),
    [WHISPER_FILES.decoder]: fakeOnnx(200_000, 2),
    [WHISPER_FILES.tokenizer]: json({ model: {} }),
    [WHISPER_FILES.tokenizerConfig]: json({ a: 1 }),
    [WHISPER_FILES.config]: json({ model_type: "whisper" }),
    [WHISPER_FILES.generation]: json({ is_multilingual: true }),
    [WHISPER_FILES.preprocessor]: json({ n_fft: 400 }),
  };
}

/** The same files under a folder. */
export function under(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${folder}/${path}`, bytes]));
}

export async function writeFiles(directory: string, files: Files): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
}

export const sha256Of = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** How git names a file of this content. */
export const gitSha1Of = (bytes: Buffer): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

/** Compares at once; a matcher would look at a million bytes one by one. */
export async function holds(path: string | undefined, bytes: Buffer | undefined): Promise<boolean> {
  return bytes?.equals(await readFile(path ?? "")) ?? false;
}

/** A directory of its own, and what deletes it. */
export async function temporaryDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "catalogue-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
