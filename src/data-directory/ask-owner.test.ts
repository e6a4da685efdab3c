import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { askOwner } from "./ask-owner.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ask-owner-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function asked(answer: (asker: Socket) => unknown) {
  const server = createServer(answer);
  server.listen(join(folder, "s"));
  await once(server, "listening");
  const owner = await askOwner(join(folder, "s"));
  server.close();
  return owner;
}

it.each([
  { what: "nothing at all", answer: () => undefined },
  { what: "nothing, and hangs up", answer: (asker: Socket) => asker.destroy() },
  { what: "no JSON", answer: (asker: Socket) => asker.end("hello\n") },
  { what: "other JSON", answer: (asker: Socket) => asker.end('{"url":1}\n') },
])("counts whoever says $what as living", async ({ answer }) => {
  const askers: Socket[] = [];
  const owner = await asked((asker) => {
    askers.push(asker);
    answer(asker);
  });
  expect(owner).toBe("silent");
  for (const asker of askers) asker.destroy();
});

it("takes an answer that holds more than it knows", async () => {
  const owner = { url: null, pid: 4, version: "9.0.0" };
  expect(await asked((asker) => asker.end(`${JSON.stringify({ ...owner, since: 3 })}\n`))).toEqual(owner);
});

it("finds an owner gone that hangs up because it ends", async () => {
  const server = createServer((asker) => server.close(() => undefined) && asker.destroy());
  server.listen(join(folder, "s"));
  await once(server, "listening");
  expect(await askOwner(join(folder, "s"))).toBeNull();
});

it("finds nobody at a plain file and at no file", async () => {
  await writeFile(join(folder, "file"), String(process.pid));
  expect(await askOwner(join(folder, "file"))).toBeNull();
  expect(await askOwner(join(folder, "nothing"))).toBeNull();
});
