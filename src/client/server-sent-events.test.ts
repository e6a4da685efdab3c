import { expect, it } from "vitest";
import { dataOfEvents } from "./server-sent-events.ts";

async function read(text: string, chunkBytes: number): Promise<string[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const all: string[] = [];
  for await (const data of dataOfEvents(chunks())) all.push(data);
  return all;
}

it.each([1, 2, 7, 1000])("reads events that come in chunks of %d bytes", async (chunkBytes) => {
  const text = 'retry: 2000\n\n: ping\n\nid: 1\nevent: a\ndata: {"ä":1}\n\n\nid: 2\r\ndata:two\r\ndata: lines\r\n\r\n';
  expect(await read(text, chunkBytes)).toEqual(['{"ä":1}', "two\nlines"]);
});

it("passes over an event that was cut off", async () => {
  expect(await read("data: whole\n\ndata: half\n", 5)).toEqual(["whole"]);
  expect(await read("data: whole\n\nda", 5)).toEqual(["whole"]);
});
