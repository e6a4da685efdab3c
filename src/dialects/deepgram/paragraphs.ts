import { secondsOf } from "../../domain/audio.ts";
import { endsSentence } from "../../exports/spacing.ts";
import { runningText, textWriter } from "../../exports/text.ts";
import { grouped, type Spoken, spanOf, textOf } from "./spoken.ts";

/** A pause this long ends a sentence, also where the model writes no marks. */
const SENTENCE_PAUSE_SECONDS = 2;

interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What was said in paragraphs, which are those of the running text, and these in sentences. */
export function paragraphsOf(spoken: readonly Spoken[]) {
  const writer = textWriter();
  const paragraphs: { sentences: Sentence[]; words: number }[] = [];
  for (const group of grouped(spoken, isNewSentence)) {
    const sentence = { text: textOf(group, { isPunctuated: true }), ...spanOf(group) };
    const begins = writer.add(sentence).startsWith("\n\n");
    const paragraph = paragraphs.at(-1);
    if (!paragraph || begins) paragraphs.push({ sentences: [sentence], words: group.length });
    else {
      paragraph.sentences.push(sentence);
      paragraph.words += group.length;
    }
  }
  return { transcript: textOfAll(paragraphs), paragraphs: paragraphs.map(writtenParagraph) };
}

const isNewSentence = (next: Spoken, last: Spoken): boolean =>
  endsSentence(last.text) || secondsOf({ start: last.end, end: next.start }) >= SENTENCE_PAUSE_SECONDS;

/** Each begins on a line of its own, the first too. */
const textOfAll = (paragraphs: readonly { sentences: readonly Sentence[] }[]): string =>
  paragraphs.map(({ sentences }) => `\n${runningText(sentences)}`).join("\n");

const writtenParagraph = ({ sentences, words }: { sentences: readonly Sentence[]; words: number }) => ({
  sentences,
  num_words: words,
  start: sentences[0]?.start ?? 0,
  end: sentences.at(-1)?.end ?? 0,
});
