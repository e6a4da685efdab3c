/** Models of OpenAI's own service. Who names one wants a good transcription, and gets the best that can be had here. */
export const OPENAI_MODELS: readonly string[] = [
  "whisper-1",
  "gpt-transcribe",
  "gpt-4o-transcribe",
  "gpt-4o-mini-transcribe",
  "gpt-4o-mini-transcribe-2025-12-15",
];

/** The model that a client means. `openai/…` is a model here, of which the recording would leave the house. */
export const modelNamed = (model: string): string => (OPENAI_MODELS.includes(model) ? "auto" : model);
