import { meanConfidence, type Segment, type Word } from "../../domain/transcript.ts";
import { endsSentence } from "../../exports/spacing.ts";

/** Segments cut where sentences end, where the model tells the times of words. */
export const sentencesOf = (segments: readonly Segment[]): Segment[] => segments.flatMap(cut);

function cut(segment: Segment): Segment[] {
  const starts = startsOf(segment);
  if (!starts) return [segment];
  const { text, words = [], ...rest } = segment;
  const sentences: Segment[] = [];
  let first = 0;
  for (const index of words.keys()) {
    const next = starts[index + 1] ?? text.length;
    if (index < words.length - 1 && !endsSentence(text.slice(starts[index], next).trim())) continue;
    const own = words.slice(first, index + 1);
    const said = text.slice(first === 0 ? 0 : starts[first], next).trim();
    sentences.push({ ...rest, ...timesOf(own, segment), text: said, words: own });
    first = index + 1;
  }
  return sentences.length > 1 ? sentences : [segment];
}

/** Where each word stands in the text; undefined unless all of them are there in order. */
function startsOf({ text, words = [] }: Segment): number[] | undefined {
  const starts: number[] = [];
  let after = 0;
  for (const { text: word } of words) {
    const at = text.indexOf(word.trim(), after);
    if (at < 0) return undefined;
    starts.push(at);
    after = at + word.trim().length;
  }
  return starts.length > 0 ? starts : undefined;
}

const timesOf = (words: readonly Word[], { start, end }: Segment) => ({
  start: words[0]?.start ?? start,
  end: words.at(-1)?.end ?? end,
  ...meanConfidence(words),
});
