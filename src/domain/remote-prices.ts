/**
 * Dollars for a minute of sound, as other people's pages quoted OpenAI's prices on 2026-11-21
 * (https://platform.openai.com/docs/pricing has them, "Transcription"). Those of the gpt models are estimates: they are
 * billed by the token.
 */
const DOLLARS_A_MINUTE: Prices = {
  "openai/whisper-1": 0.006,
  "openai/gpt-transcribe": 0.006,
  "openai/gpt-4o-transcribe": 0.006,
  "openai/gpt-4o-transcribe-diarize": 0.006,
  "openai/gpt-4o-mini-transcribe": 0.003,
};

/** Dollars for a minute of sound by model: `{ "openai/whisper-1": 0.006 }`. */
export type Prices = Readonly<Record<string, number>>;

/**
 * Dollars for a minute with a model. One whose price nobody knows costs as much as the dearest that is known, so that a
 * limit in dollars holds for it too.
 * @param own prices that are known better here; 0 for a server of one's own
 */
export function dollarsAMinute(model: string, own: Prices = {}): number {
  const known = { ...DOLLARS_A_MINUTE, ...own };
  return known[model] ?? Math.max(...Object.values(known));
}
