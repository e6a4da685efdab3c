import { expect, it } from "vitest";
import { placeInText } from "./place-in-text.ts";

const timed = (...words: string[]) => words.map((word, index) => ({ word, start: index, end: index + 1 }));
const texts = (text: string, ...words: string[]) => placeInText(text, timed(...words), 100).map((word) => word.text);

it.each([
  ["Ask not, my friends.", ["Ask", "not", "my", "friends"], ["Ask", " not,", " my", " friends."]],
  ["“Ask not” – he said", ["Ask", "not", "he", "said"], ["“Ask", " not”", " – he", " said"]],
  ["a well-known man", ["a", "well", "known", "man"], ["a", " well-", "known", " man"]],
  ["你好。再见", ["你", "好", "再见"], ["你", "好。", "再见"]],
  ["Ask not.", [" ask", " Not."], ["Ask", " not."]],
])("gives the words of %j their marks and spaces", (text, words, expected) => {
  expect(texts(text, ...words)).toEqual(expected);
});

it("keeps the whole text where a word is not in it, and lengthens the word before", () => {
  const words = placeInText("He paid $5 today.", timed("He", "paid", "five", "dollars", "today"), 100);
  expect(words.map(({ text }) => text)).toEqual(["He", " paid", " $5 today."]);
  expect(words[1]).toMatchObject({ start: 1, end: 4 });
});

it("does not take a word from far ahead for one that is missing", () => {
  const text = `One ${"and then some more ".repeat(4)}two`;
  expect(texts(text, "One", "two")).toEqual([text]);
});

it("keeps times in order and inside the sound, and what the service says of each word", () => {
  const words = [
    { word: "one", start: -0.2, end: 0.4, probability: 0.9 },
    { word: "two", start: 0.3, end: 0.2 },
    { word: "three", start: 0.1, end: 7.5, probability: 1.2 },
  ];
  expect(placeInText("one two three", words, 5)).toEqual([
    { start: 0, end: 0.4, text: "one", confidence: 0.9 },
    { start: 0.3, end: 0.3, text: " two" },
    { start: 0.3, end: 5, text: " three", confidence: 1 },
  ]);
});

it("has nothing to say of words without a text", () => {
  expect(texts("", "one")).toEqual([]);
  expect(texts("one")).toEqual([]);
  expect(texts("one", "", " ")).toEqual([]);
});
