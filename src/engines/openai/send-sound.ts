import type { OpenAI } from "openai";
import { wavFile } from "../../domain/wav.ts";
import type { RecogniseOptions } from "../../ports/engine.ts";
import type { AnswerFormat } from "./model-traits.ts";

/** One request: what is sent, and how the answer is wanted. */
export interface SoundRequest {
  /** As the service calls it. */
  readonly model: string;
  readonly samples: Float32Array;
  readonly options: Pick<RecogniseOptions, "task" | "language" | "prompt">;
  readonly format: AnswerFormat;
}

/** OpenAI refuses what is shorter than 0.1 s. */
const LEAST_SAMPLES = 3_200;

/**
 * Sends sound to be transcribed or translated. Gives the answer as it came.
 * @throws the SDK's errors
 */
export async function sendSound(client: OpenAI, request: SoundRequest, signal: AbortSignal): Promise<unknown> {
  const { model, samples, options, format } = request;
  const { task, language, prompt } = options;
  const file = new File([wavFile(atLeast(LEAST_SAMPLES, samples))], "sound.wav", { type: "audio/wav" });
  const common = { model, file, temperature: 0, ...(prompt && { prompt }) };
  if (task === "translate") {
    const response_format = format === "verbose" ? "verbose_json" : "json";
    return client.audio.translations.create({ ...common, response_format }, { signal });
  }
  const asked = { ...common, ...(language && { language }) };
  switch (format) {
    case "verbose":
      return client.audio.transcriptions.create(
        { ...asked, response_format: "verbose_json", timestamp_granularities: ["word", "segment"] },
        { signal },
      );
    case "scored":
      return client.audio.transcriptions.create(
        { ...asked, response_format: "json", include: ["logprobs"] },
        { signal },
      );
    case "plain":
      return client.audio.transcriptions.create({ ...asked, response_format: "json" }, { signal });
  }
}

function atLeast(count: number, samples: Float32Array): Float32Array {
  if (samples.length >= count) return samples;
  const padded = new Float32Array(count);
  padded.set(samples);
  return padded;
}
