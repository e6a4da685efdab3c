import { SAMPLE_RATE } from "../../../domain/audio.ts";
import { loadRuntime, openSession } from "../../../onnx/session.ts";
import type { EngineEvent, RecogniseOptions } from "../../../ports/engine.ts";
import type { Conduct, LoadModel } from "../../host/protocol.ts";
import { seededRandom } from "../decoding/sampling.ts";
import { BATCH_WINDOWS } from "./batch-size.ts";
import { createDecoder } from "./decoder.ts";
import { decoderGraph } from "./decoder-graph.ts";
import type { DecoderRow } from "./decoder-row.ts";
import type { Encoded } from "./encoded.ts";
import { createEncoder, ENCODED_FRAMES, SAMPLES_PER_FRAME } from "./encoder.ts";
import { readFacts } from "./model-facts.ts";
import { buildPrompt, chooseLanguage } from "./prompt.ts";
import { readVocabulary } from "./vocabulary.ts";
import { writeText } from "./write-text.ts";

export interface WhisperSettings {
  /** Absolute paths by role. */
  readonly files: Readonly<
    Record<"encoder" | "decoder" | "tokenizer" | "tokenizerConfig" | "config" | "generation", string>
  >;
  readonly threads: number;
}

export interface WhisperQuestion {
  readonly windows: readonly { readonly index: number; readonly samples: Float32Array }[];
  readonly options: RecogniseOptions;
}

/** More tokens a second than anyone speaks, and room for a short window's punctuation. */
const TOKENS_PER_SECOND = 20;
const SPARE_TOKENS = 24;

/** Runs in a host process: Whisper in either layout, the windows of a question in batches of four. */
export const load: LoadModel<WhisperSettings, WhisperQuestion, EngineEvent> = async ({ files, threads }) => {
  const runtime = await loadRuntime();
  const [facts, vocabulary, encoderSession, decoderSession] = await Promise.all([
    readFacts(files),
    readVocabulary(files),
    openSession(runtime, files.encoder, threads),
    openSession(runtime, files.decoder, threads),
  ]);
  const decoder = createDecoder(decoderGraph(runtime, decoderSession, facts), facts);
  const encoder = createEncoder(runtime, encoderSession, facts);

  function toRow(window: WhisperQuestion["windows"][number], encoded: Encoded): DecoderRow {
    const longest = Math.ceil((window.samples.length / SAMPLE_RATE) * TOKENS_PER_SECOND) + SPARE_TOKENS;
    return {
      encoded,
      frames: Math.min(ENCODED_FRAMES, Math.ceil(window.samples.length / SAMPLES_PER_FRAME)),
      maxTokens: Math.min(longest, Math.floor(facts.maxTokens / 2)),
      random: seededRandom(window.index + 1),
    };
  }

  async function encodeAll(windows: WhisperQuestion["windows"], turn: Conduct["turn"]): Promise<DecoderRow[]> {
    const rows: DecoderRow[] = [];
    for (const window of windows) {
      await turn();
      rows.push(toRow(window, await encoder.encode(window.samples)));
    }
    return rows;
  }

  return {
    async *run({ windows, options }, { turn }) {
      let { language } = options;
      for (let at = 0; at < windows.length; at += BATCH_WINDOWS) {
        const batch = windows.slice(at, at + BATCH_WINDOWS);
        const rows = await encodeAll(batch, turn);
        if (language === undefined) {
          await turn();
          const chosen = await chooseLanguage(decoder, facts, rows);
          language = chosen.language;
          yield { type: "language", ...chosen };
        }
        const prompt = buildPrompt(facts, vocabulary, { ...options, language });
        const indexes = batch.map((window) => window.index);
        yield* writeText({ decoder, vocabulary, facts, rows, indexes, prompt, language, turn });
      }
    },
  };
};
