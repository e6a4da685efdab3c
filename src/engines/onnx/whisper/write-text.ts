import type { Span } from "../../../domain/audio.ts";
import type { EngineEvent, HeardText, HeardWord } from "../../../ports/engine.ts";
import type { Conduct } from "../../host/protocol.ts";
import { isDoubtful, needsAnotherTry, scoreText, type TextScores } from "../decoding/text-scores.ts";
import { alignTokens } from "./alignment.ts";
import type { Decoder } from "./decoder.ts";
import type { DecodedRow, DecoderRow } from "./decoder-row.ts";
import type { WhisperFacts } from "./model-facts.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { toWords } from "./words.ts";

type ScoredText = HeardText & TextScores;

/** Tried in turn for a window whose text repeats itself or was guessed. */
const HIGHER_TEMPERATURES = [0.2, 0.4, 0.6, 0.8];
/** Texts followed at once where the greedy one is doubtful. */
const BEAM_WIDTH = 5;
const SECONDS_PER_FRAME = 0.02;

interface Needs {
  readonly decoder: Decoder;
  readonly vocabulary: Vocabulary;
  readonly facts: WhisperFacts;
  readonly rows: readonly RowToWrite[];
  /** Texts followed at once for every row; 1 when left out: greedy, and a search only where that is doubtful. */
  readonly beamSize: number | undefined;
  readonly turn: Conduct["turn"];
}

/** A row with where its text belongs. */
export interface RowToWrite extends DecoderRow {
  /** Index of its window. */
  readonly window: number;
  /** The stretch of the window it is of, where that is not all of it. */
  readonly part: Span | undefined;
  readonly language: string;
}

/**
 * Decodes all rows greedily in one batch, then the doubtful ones alone: by beam search, then at rising temperatures.
 * With a beam every row is searched alone from the beginning.
 */
export async function* writeText(needs: Needs): AsyncIterable<EngineEvent> {
  const { decoder, rows, beamSize = 1, turn } = needs;
  const decoded = beamSize > 1 ? [] : await decoder.decode(rows, 0, turn);
  for (const [index, row] of rows.entries()) {
    const first = decoded[index] ?? (await decoder.search(row, beamSize, turn));
    yield { type: "text", heard: await settle(needs, row, first) };
  }
}

async function settle(needs: Needs, row: RowToWrite, first: DecodedRow): Promise<ScoredText> {
  const { decoder, beamSize = 1, turn } = needs;
  let best = toHeard(needs, row, first, 0);
  if (isDoubtful(best) && beamSize === 1) {
    const heard = toHeard(needs, row, await decoder.search(row, BEAM_WIDTH, turn), 0);
    if (isBetter(heard, best)) best = heard;
  }
  for (const temperature of HIGHER_TEMPERATURES) {
    if (!needsAnotherTry(best, best.noSpeechProbability)) break;
    const [again] = await decoder.decode([row], temperature, turn);
    if (!again) break;
    const heard = toHeard(needs, row, again, temperature);
    if (isBetter(heard, best)) best = heard;
  }
  return best;
}

function isBetter(heard: ScoredText, best: ScoredText): boolean {
  const fails = (text: ScoredText) => needsAnotherTry(text, text.noSpeechProbability);
  if (fails(heard) !== fails(best)) return fails(best);
  return heard.averageLogProbability > best.averageLogProbability;
}

function toHeard({ facts, vocabulary }: Needs, row: RowToWrite, decoded: DecodedRow, temperature: number): ScoredText {
  const text = textOf(decoded, vocabulary);
  const words = facts.alignmentHeads.length > 0 ? timeWords(decoded, row, vocabulary) : undefined;
  return {
    window: row.window,
    ...(row.part ? { part: row.part } : {}),
    text: text.trim(),
    language: row.language,
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
  { frames, language }: RowToWrite,
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
