import { z } from "zod";
import { plainText } from "../../http/shapes/plain-text.ts";

/** A field of `input`: what RunPod's own worker wants it to be, and what it is where nothing is given. */
export interface Field {
  /** As Python calls it. */
  readonly type: "str" | "bool" | "int" | "float";
  readonly initial: string | number | boolean | null;
  /** What can be kept of a text. */
  readonly text?: z.ZodType<string>;
}

const str = <Initial extends string | null>(initial: Initial, text: z.ZodType<string>) =>
  ({ type: "str", initial, text }) as const;
const bool = (initial: boolean) => ({ type: "bool", initial }) as const;
const int = (initial: number) => ({ type: "int", initial }) as const;
const float = (initial: number) => ({ type: "float", initial }) as const;

const word = plainText(200);
const long = plainText(10_000);

/** Every field that RunPod's worker for Whisper knows, in the order in which it checks them. */
export const FIELDS = {
  audio: str(null, plainText(8_000)),
  // Never kept as text, and long.
  audio_base64: str(null, z.string()),
  model: str("base", word),
  transcription: str("plain_text", word),
  translate: bool(false),
  translation: str("plain_text", word),
  language: str(null, word),
  temperature: float(0),
  best_of: int(5),
  beam_size: int(5),
  patience: float(1),
  length_penalty: float(0),
  suppress_tokens: str("-1", long),
  initial_prompt: str(null, long),
  condition_on_previous_text: bool(true),
  temperature_increment_on_fallback: float(0.2),
  compression_ratio_threshold: float(2.4),
  logprob_threshold: float(-1),
  no_speech_threshold: float(0.6),
  enable_vad: bool(false),
  word_timestamps: bool(false),
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof FIELDS;

interface Types {
  readonly str: string;
  readonly bool: boolean;
  readonly int: number;
  readonly float: number;
}

/** What a request asks for, with RunPod's defaults for what it leaves out. */
export type Input = {
  readonly [Name in FieldName]:
    | Types[(typeof FIELDS)[Name]["type"]]
    | (null extends (typeof FIELDS)[Name]["initial"] ? null : never);
};
