import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Transcript } from "../src/index.ts";
import { openTranscriber } from "../src/index.ts";
import { type HeardClip, type Reference, readHeard, readReferences } from "./measure/references.ts";
import { rate, sum, wordErrors } from "./measure/word-errors.ts";

// Word error rate over the clips of a speech directory, by set and language, beside what peers heard in the same clips.
// usage: npm run bench:accuracy -- --speech DIR [--model NAME] [--only REGEX] [--peer NAME=FILE.jsonl]… [--out FILE.jsonl]

const { values } = parseArgs({
  options: {
    speech: { type: "string" },
    model: { type: "string", default: "onnx/whisper-base" },
    only: { type: "string", default: "" },
    peer: { type: "string", multiple: true, default: [] },
    heard: { type: "string" },
    out: { type: "string" },
  },
});

interface System {
  readonly name: string;
  readonly heard: ReadonlyMap<string, HeardClip>;
}

async function main(speech: string): Promise<void> {
  const only = new RegExp(values.only);
  const references = (await readReferences(speech)).filter(({ path }) => only.test(path));
  const ours = values.heard ? await readHeard(values.heard) : await recognise(speech, references);
  const systems: System[] = [{ name: "scribewell", heard: ours }];
  for (const peer of values.peer) {
    const [name = peer, file = peer] = peer.split("=");
    systems.push({ name, heard: await readHeard(file) });
  }
  print(references, systems);
}

/** Each clip alone, with its language given, as the peers are run. */
async function recognise(speech: string, references: readonly Reference[]): Promise<Map<string, HeardClip>> {
  await using transcriber = await openTranscriber();
  const heard = new Map<string, HeardClip>();
  const begun = performance.now();
  for (const { path, lang } of references) {
    const options = { model: values.model, language: lang };
    heard.set(path, toHeard(path, await transcriber.transcribe(join(speech, path), options).transcript()));
  }
  const seconds = references.reduce((total, { seconds }) => total + seconds, 0);
  const took = (performance.now() - begun) / 1000;
  console.error(`${heard.size} clips, ${seconds.toFixed(0)} s of sound in ${took.toFixed(0)} s`);
  if (values.out) await writeFile(values.out, [...heard.values()].map((clip) => `${JSON.stringify(clip)}\n`).join(""));
  return heard;
}

function toHeard(path: string, transcript: Transcript): HeardClip {
  const words = transcript.segments.flatMap((segment) => segment.words ?? []);
  return {
    path,
    text: transcript.segments.map((segment) => segment.text).join(" "),
    words: words.map(({ text, start, end }) => [text, start, end]),
  };
}

function print(references: readonly Reference[], systems: readonly System[]): void {
  const groups = new Map<string, Reference[]>();
  for (const clip of references) {
    for (const group of [`${clip.set} ${clip.lang}`, `all ${clip.lang}`, "all"]) {
      groups.set(group, [...(groups.get(group) ?? []), clip]);
    }
  }
  console.log(
    row(
      "set and language",
      "clips",
      systems.map(({ name }) => name),
    ),
  );
  for (const [group, members] of [...groups].sort(([a], [b]) => a.localeCompare(b))) {
    const clips = members.filter(({ path }) => systems.every(({ heard }) => heard.has(path)));
    const cells = systems.map(({ heard }) => {
      const errors = sum(clips.map((clip) => wordErrors(clip.text, heard.get(clip.path)?.text ?? "", clip.lang)));
      return `${rate(errors).toFixed(2)} % (${errors.errors}/${errors.words})`;
    });
    console.log(row(group, String(clips.length), cells));
  }
}

const row = (group: string, clips: string, cells: readonly string[]): string =>
  `| ${group.padEnd(22)} | ${clips.padStart(5)} | ${cells.map((cell) => cell.padStart(20)).join(" | ")} |`;

if (values.speech) await main(values.speech);
else console.error("usage: npm run bench:accuracy -- --speech DIR [--model NAME] [--peer NAME=FILE.jsonl]…");
