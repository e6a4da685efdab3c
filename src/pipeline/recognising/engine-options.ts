import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { RecogniseOptions } from "../../ports/engine.ts";
import { onlyLanguage } from "../check-options.ts";

type Asked = Pick<TranscriptionOptions, "language" | "languages" | "task" | "prompt" | "vocabulary" | "beamSize">;

/** What an engine is told of what was asked: terms to expect go behind the prompt, whose end counts most. */
export function engineOptions({ task = "transcribe", prompt, vocabulary = [], ...asked }: Asked): RecogniseOptions {
  const { language, languages, beamSize } = onlyLanguage(asked);
  const expected = vocabulary.length > 0 ? `${vocabulary.join(", ")}.` : undefined;
  const before = [prompt?.trim(), expected].filter(Boolean).join(" ");
  return {
    task,
    ...(language !== undefined && { language }),
    ...(languages !== undefined && { languages }),
    ...(before !== "" && { prompt: before }),
    ...(beamSize !== undefined && { beamSize }),
  };
}
