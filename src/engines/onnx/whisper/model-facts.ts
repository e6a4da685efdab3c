import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { codeOf } from "../../../domain/system-errors.ts";

const Config = z.object({
  d_model: z.number().int(),
  decoder_layers: z.number().int(),
  decoder_attention_heads: z.number().int(),
  num_mel_bins: z.number().int(),
  max_target_positions: z.number().int(),
  vocab_size: z.number().int(),
  scribewell_layout: z.literal(1).optional(),
});

const Generation = z.object({
  alignment_heads: z.array(z.tuple([z.number().int(), z.number().int()])).optional(),
  lang_to_id: z.record(z.string(), z.number().int()).optional(),
  task_to_id: z.record(z.string(), z.number().int()).optional(),
  suppress_tokens: z.array(z.number().int()).optional(),
  begin_suppress_tokens: z.array(z.number().int()).optional(),
  decoder_start_token_id: z.number().int(),
  eos_token_id: z.union([z.number().int(), z.array(z.number().int())]),
  no_timestamps_token_id: z.number().int(),
  prev_sot_token_id: z.number().int().optional(),
});

/** What a Whisper model says of its own shape and special tokens, in the Hugging Face layout. */
export interface WhisperFacts {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly melBands: number;
  /** Most tokens the decoder can hold, prompt included. */
  readonly maxTokens: number;
  readonly vocabulary: number;
  /** The files are those of `tools/export-whisper`. */
  readonly isOwnLayout: boolean;
  /** [layer, head] pairs whose attention follows the sound. */
  readonly alignmentHeads: readonly (readonly [layer: number, head: number])[];
  /** Token by ISO 639-1 code; empty for an English-only model. */
  readonly languages: ReadonlyMap<string, number>;
  readonly tasks: { readonly transcribe: number; readonly translate: number } | null;
  readonly startToken: number;
  readonly endToken: number;
  readonly noTimestampsToken: number;
  /** Just before `noTimestampsToken` in every Whisper vocabulary. */
  readonly noSpeechToken: number;
  readonly previousToken: number;
  readonly suppressed: readonly number[];
  readonly suppressedAtBegin: readonly number[];
}

/** @throws an Error naming the file that is missing or not of the Hugging Face layout. */
export async function readFacts(files: { config: string; generation: string }): Promise<WhisperFacts> {
  const config = await readJson(files.config, Config);
  const generation = await readJson(files.generation, Generation);
  const { transcribe, translate } = generation.task_to_id ?? {};
  const endToken = [generation.eos_token_id].flat()[0] ?? 0;
  return {
    width: config.d_model,
    layers: config.decoder_layers,
    heads: config.decoder_attention_heads,
    melBands: config.num_mel_bins,
    maxTokens: config.max_target_positions,
    vocabulary: config.vocab_size,
    isOwnLayout: config.scribewell_layout !== undefined,
    alignmentHeads: generation.alignment_heads ?? [],
    languages: new Map(Object.entries(generation.lang_to_id ?? {}).map(([token, id]) => [token.slice(2, -2), id])),
    tasks: transcribe !== undefined && translate !== undefined ? { transcribe, translate } : null,
    startToken: generation.decoder_start_token_id,
    endToken,
    noTimestampsToken: generation.no_timestamps_token_id,
    noSpeechToken: generation.no_timestamps_token_id - 1,
    previousToken: generation.prev_sot_token_id ?? generation.no_timestamps_token_id - 2,
    suppressed: (generation.suppress_tokens ?? []).filter((token) => token >= 0),
    suppressedAtBegin: generation.begin_suppress_tokens ?? [],
  };
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  // Node's own message holds the whole path.
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    const code = codeOf(cause) || "unknown";
    throw new Error(`${basename(path)} cannot be read (${code})`, { cause });
  });
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new Error(`${basename(path)} is not of the Hugging Face Whisper layout: ${z.prettifyError(parsed.error)}`);
}

/** Undefined where there is no JSON: the schema then says what is missing. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
