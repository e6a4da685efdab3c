/**
 * How an answer is asked for: `verbose` with words and scores, `scored` as text with the probability of each token,
 * `plain` as text.
 */
export type AnswerFormat = "verbose" | "scored" | "plain";

/** What is asked of a model. */
export interface ModelTraits {
  readonly format: AnswerFormat;
  readonly prompt: boolean;
  readonly translate: boolean;
}

/**
 * What a model can do, by its name. One that nobody knows is taken for a Whisper, as most are at other servers: where its
 * server has less to give, that shows with the first answer.
 * @param model as the service calls it: `whisper-1`
 */
export function traitsOf(model: string): ModelTraits {
  if (/^gpt-4o\S*-transcribe-diarize/.test(model)) return { format: "plain", prompt: false, translate: false };
  if (/^gpt-4o\S*-transcribe/.test(model)) return { format: "scored", prompt: true, translate: false };
  if (/^gpt-/.test(model)) return { format: "plain", prompt: true, translate: false };
  return { format: "verbose", prompt: true, translate: true };
}
