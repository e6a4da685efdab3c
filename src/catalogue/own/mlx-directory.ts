import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { parseJson, readJsonFile } from "../download/json-file.ts";

/** The shape of a Whisper as MLX writes it down; the files of transformers use other words for it. */
export const MlxConfigSchema = z.object({
  n_mels: z.number().int(),
  n_audio_ctx: z.number().int(),
  n_vocab: z.number().int(),
});

/** In the order in which MLX looks for them. */
export const MLX_WEIGHTS = ["weights.safetensors", "weights.npz"] as const;

const MOST_HEADER_BYTES = 64 * 2 ** 20;
/** The end of a zip archive with its longest comment. */
const ARCHIVE_END_BYTES = 65_557;
const ARCHIVE_END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/**
 * The two files of a directory that MLX can load, by role.
 * @param names Of the files in it.
 * @throws {Failure} `option-invalid`, saying what is missing.
 */
export async function mlxFiles(path: string, names: readonly string[]): Promise<Record<"config" | "weights", string>> {
  const weights = MLX_WEIGHTS.find((name) => names.includes(name));
  const config = await readJsonFile(join(path, "config.json"), MlxConfigSchema);
  if (weights && config) return { config: join(path, "config.json"), weights: join(path, weights) };
  const lacks = weights ? "a config.json with n_mels, n_audio_ctx and n_vocab" : MLX_WEIGHTS.join(" or ");
  throw new Failure("option-invalid", `${basename(path)} lacks ${lacks}: that is what MLX needs of a Whisper.`);
}

/** Whether a file of weights goes on to its end. Gives what is wrong as a clause, or null. */
export async function complaintAboutWeights(path: string, name: string): Promise<string | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytesAt = async (position: number, count: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, position);
      return buffer.subarray(0, bytesRead);
    };
    const whole = name.endsWith(".npz") ? await isWholeArchive(size, bytesAt) : await isWholeSafetensors(size, bytesAt);
    return whole ? null : `${name} is cut short or damaged`;
  } finally {
    await file.close();
  }
}

type BytesAt = (position: number, count: number) => Promise<Buffer>;

async function isWholeArchive(size: number, bytesAt: BytesAt): Promise<boolean> {
  const start = Math.max(0, size - ARCHIVE_END_BYTES);
  return (await bytesAt(start, size - start)).includes(ARCHIVE_END);
}

const SafetensorsSchema = z.record(
  z.string(),
  // What is not of a tensor, MLX writes as null.
  z
    .object({ data_offsets: z.tuple([z.number(), z.number()]).optional() })
    .nullable()
    .transform((entry) => entry ?? {}),
);

/** A length, that much JSON which says where each tensor lies, and the tensors. */
async function isWholeSafetensors(size: number, bytesAt: BytesAt): Promise<boolean> {
  const head = await bytesAt(0, 8);
  const headerBytes = head.length < 8 ? 0 : Number(head.readBigUInt64LE(0));
  if (headerBytes === 0 || headerBytes > MOST_HEADER_BYTES) return false;
  const header = parseJson((await bytesAt(8, headerBytes)).toString("utf8"), SafetensorsSchema);
  if (header === null) return false;
  const ends = Object.values(header).map(({ data_offsets }) => data_offsets?.[1] ?? 0);
  return size === 8 + headerBytes + Math.max(0, ...ends);
}
