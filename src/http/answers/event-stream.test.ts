import { once } from "node:events";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { eventStream } from "./event-stream.ts";

const event = (sequence: number) => ({ sequence, type: "warning", message: "one\ntwo" });

async function collect(parts: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

it("frames each event on lines of its own", async () => {
  async function* events() {
    yield event(1);
    yield event(2);
  }
  expect(await collect(eventStream(events()))).toEqual([
    "retry: 2000\n\n",
    `id: 1\nevent: warning\ndata: ${JSON.stringify(event(1))}\n\n`,
    `id: 2\nevent: warning\ndata: ${JSON.stringify(event(2))}\n\n`,
  ]);
});

it("pings while nothing happens, and loses no event by it", async () => {
  async function* events() {
    await pause(90);
    yield event(1);
  }
  const parts = await collect(eventStream(events(), 20));
  expect(parts.filter((part) => part === ": ping\n\n").length).toBeGreaterThan(1);
  expect(parts.at(-1)).toContain("id: 1\n");
});

it("asks for no more than is read, and ends its source when the reader goes", async () => {
  let asked = 0;
  let ended = false;
  async function* events() {
    try {
      for (;;) {
        asked += 1;
        yield event(asked);
      }
    } finally {
      ended = true;
    }
  }
  const stream = Readable.from(eventStream(events()));
  await once(stream, "readable");
  stream.read();
  await pause(50);
  expect(asked).toBeLessThan(5);
  stream.destroy();
  await pause(20);
  expect(ended).toBe(true);
});

it("does not fall over a question that fails after the reader has gone", async () => {
  let fail = (_error: Error) => {};
  const events = {
    next: () =>
      new Promise<IteratorResult<ReturnType<typeof event>>>((_resolve, reject) => {
        fail = reject;
      }),
  };
  const stream = eventStream(events, 5);
  await stream.next();
  await stream.next();
  await stream.return(undefined);
  fail(new Error("The database has gone."));
  await pause(5);
});
