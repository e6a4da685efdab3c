import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { DownloadProgress, InstalledModel } from "../ports/model-store.ts";
import { fakeWhisper, holds, temporaryDirectory, under } from "./testing/fake-model.ts";
import { fileServer, type PlayServer, type SendOptions } from "./testing/play-server.ts";

const NAME = "onnx/whisper-tiny";
const ENCODER = `${NAME}/encoder_model_quantized.onnx`;
const SCRIPT = fileURLToPath(new URL("testing/require-in-process.ts", import.meta.url));
const files = under(NAME, fakeWhisper(2_000_000));

let models: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: PlayServer;
let options: SendOptions = {};
let children: ChildProcess[] = [];

beforeEach(async () => {
  models = await temporaryDirectory();
  server = await fileServer(files, (path) => (path === ENCODER ? options : {}));
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  await server.close();
  await models.remove();
});

/** Another process that requires the model; what it says, as it says it. */
function requireInProcess() {
  const child = spawn(process.execPath, [SCRIPT, models.path, server.url, NAME, "2000"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const progress: DownloadProgress[] = [];
  let model: InstalledModel | undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const event: { progress?: DownloadProgress; model?: InstalledModel } = JSON.parse(line);
    if (event.progress) progress.push(event.progress);
    model ??= event.model;
  });
  const ended = once(child, "close").then(([code]) => ({ code, model }));
  return { child, progress, ended };
}

const partialBytes = () =>
  stat(`${models.path}/${ENCODER}.partial`).then(
    ({ size }) => size,
    () => 0,
  );
const asked = (path: string) => server.seen.filter((request) => request.path === path).length;

it("downloads once for two processes; the other waits and says so", async () => {
  const gate = new EventEmitter();
  options = { hangAfter: 600_000, goOn: once(gate, "open") };
  const first = requireInProcess();
  await expect.poll(partialBytes, { timeout: 20_000 }).toBe(600_000);
  const second = requireInProcess();
  await expect.poll(() => second.progress.some(({ bytes }) => bytes > 0), { timeout: 20_000 }).toBe(true);
  gate.emit("open");
  const [one, other] = await Promise.all([first.ended, second.ended]);
  expect([one.code, other.code]).toEqual([0, 0]);
  expect(one.model).toEqual(other.model);
  expect([asked(ENCODER), asked(`${NAME}/model.json`)]).toEqual([1, 1]);
  expect(first.progress.some(({ waiting }) => waiting)).toBe(false);
  expect(second.progress.every(({ waiting }) => waiting)).toBe(true);
});

it("lets the next process go on where one was killed", async () => {
  options = { hangAfter: 1_200_000 };
  const first = requireInProcess();
  await expect.poll(partialBytes, { timeout: 20_000 }).toBe(1_200_000);
  first.child.kill("SIGKILL");
  await first.ended;
  options = {};
  const second = requireInProcess();
  const { code, model } = await second.ended;
  expect(code).toBe(0);
  const ranges = server.seen.filter(({ path }) => path === ENCODER).map(({ headers }) => headers.range);
  expect(ranges).toEqual([undefined, "bytes=1200000-"]);
  expect(await holds(model?.files.encoder, files[ENCODER])).toBe(true);
});

it("lets a process that waited do the work when the one that worked is killed", async () => {
  options = { hangAfter: 600_000 };
  const first = requireInProcess();
  await expect.poll(() => first.progress.length, { timeout: 20_000 }).toBeGreaterThan(0);
  const second = requireInProcess();
  await expect.poll(() => second.progress.length, { timeout: 20_000 }).toBeGreaterThan(0);
  options = {};
  first.child.kill("SIGKILL");
  const { code, model } = await second.ended;
  expect(code).toBe(0);
  expect(await holds(model?.files.encoder, files[ENCODER])).toBe(true);
});
