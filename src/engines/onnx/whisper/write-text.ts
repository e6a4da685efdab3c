import type { EngineEvent, HeardText, HeardWord } from "../../../ports/engine.ts";
import type { Conduct } from "../../host/protocol.ts";
import { isDoubtful, needsAnotherTry, scoreText } from "../decoding/text-scores.ts";
import { alignTokens } from "./alignment.ts";
import type { Decoder } from "./decoder.ts";
import type { DecodedRow, DecoderRow } from "./decoder-row.ts";
import type { WhisperFacts } from "./model-facts.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { toWords } from "./words.ts";

/** Tried in turn for a window whose text repeats itself or was guessed. */
const HIGHER_TEMPERATURES = [0.2, 0.4, 0.6, 0.8];
/** Texts followed at once where the greedy one is doubtful. */
const BEAM_WIDTH = 5;
const SECONDS_PER_FRAME = 0.02;

interface Needs {
  readonly decoder: Decoder;
  readonly vocabulary: Vocabulary;
  readonly facts: WhisperFacts;
  readonly rows: readonly DecoderRow[];
  /** Index of the window of each row. */
  readonly indexes: readonly number[];
  readonly prompt: readonly number[];
  readonly language: string;
  readonly turn: Conduct["turn"];
}

/** Decodes all rows greedily in one batch, then the doubtful ones alone: by beam search, then at rising temperatures. */
export async function* writeText(needs: Needs): AsyncIterable<EngineEvent> {
  const { decoder, rows, prompt, turn } = needs;
  const decoded = await decoder.decode(rows, prompt, 0, turn);
  for (const [index, row] of rows.entries()) {
    const first = decoded[index];
    if (!first) continue;
    yield { type: "text", heard: await settle(needs, row, needs.indexes[index] ?? index, first) };
  }
}

async function settle(needs: Needs, row: DecoderRow, window: number, first: DecodedRow): Promise<HeardText> {
  let best = toHeard(needs, row, window, first, 0);
  if (isDoubtful(best)) {
    const searched = await needs.decoder.search(row, needs.prompt, BEAM_WIDTH, needs.turn);
    const heard = toHeard(needs, row, window, searched, 0);
    if (isBetter(heard, best)) best = heard;
  }
  for (const temperature of HIGHER_TEMPERATURES) {
    if (!needsAnotherTry(best, best.noSpeechProbability)) break;
    const [again] = await needs.decoder.decode([row], needs.prompt, temperature, needs.turn);
    if (!again) break;
    const heard = toHeard(needs, row, window, again, temperature);
    if (isBetter(heard, best)) best = heard;
  }
  return best;
}

function isBetter(heard: HeardText, best: HeardText): boolean {
  const fails = (text: HeardText) => needsAnotherTry(text, text.noSpeechProbability);
  if (fails(heard) !== fails(best)) return fails(best);
  return heard.averageLogProbability > best.averageLogProbability;
}

function toHeard(
  { facts, vocabulary, language }: Needs,
  row: DecoderRow,
  window: number,
  decoded: DecodedRow,
  temperature: number,
): HeardText {
  const text = textOf(decoded, vocabulary);
  const words = facts.alignmentHeads.length > 0 ? timeWords(decoded, row, language, vocabulary) : undefined;
  return {
    window,
    text: text.trim(),
    language,
    ...(words ? { words } : {}),
    ...scoreText(text, decoded.samples),
    noSpeechProbability: decoded.noSpeechProbability,
    temperature,
  };
}

function textOf({ samples }: DecodedRow, vocabulary: Vocabulary): string {
  const bytes = Buffer.concat(samples.map(({ token }) => vocabulary.bytesOf(token)));
  return bytes.toString("utf8").replaceAll("\uFFFD", "");
}

/** Each token begins at its first frame; the last one ends where the end token begins. */
function timeWords(
  { samples, attention }: DecodedRow,
  { frames }: DecoderRow,
  language: string,
  vocabulary: Vocabulary,
): HeardWord[] {
  const begins = alignTokens(attention).map((frame) => frame * SECONDS_PER_FRAME);
  const tokens = samples.map(({ token, logProbability }, index) => ({
    bytes: vocabulary.bytesOf(token),
    start: begins[index] ?? 0,
    logProbability,
  }));
  return toWords(tokens, begins[samples.length] ?? frames * SECONDS_PER_FRAME, language);
}
