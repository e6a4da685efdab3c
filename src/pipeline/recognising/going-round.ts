/** A phrase said so often in a row is said by nobody who was understood. */
const LEAST_TURNS = 3;
const LONGEST_PHRASE = 12;
/** Of all words, those that are the phrase again and again. */
const MOST_OF_IT = 0.6;

/** Whether most of a text is one phrase of up to twelve words, three times or more in a row. */
export function isGoingRound(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  for (let length = 1; length <= Math.min(LONGEST_PHRASE, words.length / LEAST_TURNS); length++) {
    let run = length;
    for (let at = length; at < words.length; at++) {
      run = words[at] === words[at - length] ? run + 1 : length;
      if (run >= LEAST_TURNS * length && run >= MOST_OF_IT * words.length) return true;
    }
  }
  return false;
}
