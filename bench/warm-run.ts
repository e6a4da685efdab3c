import { writeFile } from "node:fs/promises";
import { openTranscriber } from "../dist/index.js";

// Transcribes a file twice in one process and tells the time of the second: models are loaded then, as they are in a service.
// usage: node warm-run.ts FILE MODEL OUT.txt

const [file, model, out] = process.argv.slice(2);
if (file === undefined || model === undefined || out === undefined)
  throw new Error("usage: warm-run.ts FILE MODEL OUT");
const transcriber = await openTranscriber();
let seconds = 0;
for (let time = 0; time < 2; time++) {
  const begun = performance.now();
  const { segments } = await transcriber.transcribe(file, { model, language: "en" }).transcript();
  seconds = (performance.now() - begun) / 1000;
  await writeFile(out, segments.map(({ text }) => text).join("\n"));
}
console.log(JSON.stringify({ seconds }));
await transcriber.close();
