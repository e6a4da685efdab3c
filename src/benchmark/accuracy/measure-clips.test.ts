import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { noiseTable, wordErrorTable, wordTimeTable } from "./accuracy-tables.ts";
import { measureClips } from "./measure-clips.ts";
import { heardLines, readHeard, readReferences } from "./references.ts";

const directory = mkdtempSync(join(tmpdir(), "scribewell-clips-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

mkdirSync(join(directory, "books"));
const references = [
  { path: "books/a.wav", lang: "en", set: "books", seconds: 2, text: "one two" },
  { path: "books/b.wav", lang: "de", set: "books", seconds: 2, text: "eins zwei" },
  { path: "c.wav", lang: "en", set: "phone", seconds: 2, text: "three four" },
];
writeFileSync(join(directory, "refs.jsonl"), references.map((clip) => JSON.stringify(clip)).join("\n"));
writeFileSync(
  join(directory, "books/a.json"),
  JSON.stringify({
    w: [
      { b: 0, t: "<sil>" },
      { b: 0.5, t: "one(2)" },
      { b: 1, t: "two" },
    ],
  }),
);
const ours = new Map([
  ["books/a.wav", { path: "books/a.wav", text: "one too", words: [["one", 0.6, 0.9] as [string, number, number]] }],
  ["books/b.wav", { path: "books/b.wav", text: "1 2", words: [] }],
  ["c.wav", { path: "c.wav", text: "three four", words: [] }],
]);

it("counts by set and language what every system heard, and word times where there are some", async () => {
  writeFileSync(join(directory, "peer.jsonl"), heardLines(new Map([...ours].slice(0, 2))));
  const peer = await readHeard(join(directory, "peer.jsonl"));
  const systems = [
    { name: "Scribewell", heard: ours },
    { name: "peer", heard: peer },
  ];
  const { wordErrors, wordTimes } = await measureClips(directory, await readReferences(directory), systems);
  expect(wordErrorTable(wordErrors)).toBe(`\
| words wrong | clips |    Scribewell |          peer |
|-------------|------:|--------------:|--------------:|
| all         |     2 | 25.00 % (1/4) | 25.00 % (1/4) |
| all de      |     1 |  0.00 % (0/2) |  0.00 % (0/2) |
| all en      |     1 | 50.00 % (1/2) | 50.00 % (1/2) |
| books de    |     1 |  0.00 % (0/2) |  0.00 % (0/2) |
| books en    |     1 | 50.00 % (1/2) | 50.00 % (1/2) |
| phone en    |     0 |  0.00 % (0/0) |  0.00 % (0/0) |`);
  expect(wordTimeTable(wordTimes).split("\n")[2]).toBe(
    "| Scribewell     |     1 |      0.100 s |     0.100 s | 0.100 s |",
  );
});

it("tells what became of noise", () => {
  const coverage = { silence: 0, noise: 58.5, unheard: 1, suppressed: 0.5, transcribed: 0 };
  expect(noiseTable([{ kind: "hum", seconds: 60, wordsKept: 0, wordsSuppressed: 3, coverage }])).toBe(`\
| noise | seconds | words kept | words suppressed | silence s | noise s | unheard s | suppressed s | transcribed s |
|-------|--------:|-----------:|-----------------:|----------:|--------:|----------:|-------------:|--------------:|
| hum   |      60 |          0 |                3 |       0.0 |    58.5 |       1.0 |          0.5 |           0.0 |`);
});
