/**
 * Takes content in, in a process of its own. Arguments: root, and what to do. `silent`: half a blob comes and no more.
 * `many`: keeps one blob of 4 MB after another. `large`: takes in 300 MB. Tells each step as a line.
 */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { fsBlobStore } from "../fs.ts";

const [root = "", task = ""] = process.argv.slice(2);
const store = fsBlobStore({ root });
const options = { maxBytes: 1e9, signal: new AbortController().signal };
const say = (line: string | number) => process.stdout.write(`${line}\n`);

function* chunks(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index++) yield Buffer.alloc(65_536, index);
}

if (task === "silent") {
  const stream = new Readable({ read() {} });
  stream.push(Buffer.alloc(100_000));
  say("receiving");
  // Something has to keep the process alive: the stream does not.
  setInterval(() => {}, 1000);
  await store.receive("ours", stream, options);
} else if (task === "many") {
  for (;;) {
    const blob = await store.receive("ours", Readable.from([randomBytes(4_000_000)]), options);
    await blob.keep();
    say(blob.digest);
  }
} else {
  await (await store.receive("ours", Readable.from(chunks(16)), options)).discard();
  const before = process.resourceUsage().maxRSS;
  const { bytes } = await store.receive("ours", Readable.from(chunks(4800)), options);
  say(bytes);
  say(process.resourceUsage().maxRSS - before);
}
