import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { linkTo } from "./link.ts";
import type { Content, Recording } from "./recording.ts";
import { ScribewellError } from "./scribewell-error.ts";
import type { SubmitOptions } from "./submit.ts";
import { submit } from "./submit.ts";
import { deserted, exampleJob, ID, type PlayService, playService, sendProblem } from "./testing/play-service.ts";

interface Arrived {
  readonly url: string;
  readonly headers: FastifyRequest["headers"];
  readonly body: Buffer;
}

let arrived: Arrived[];
/** What the service does with the first request, the second, … and from then on. */
let answers: ((reply: FastifyReply, request: FastifyRequest) => unknown)[];
let service: PlayService;
beforeEach(async () => {
  arrived = [];
  answers = [(reply) => reply.code(202).send(exampleJob({ state: "queued" }))];
  service = await playService((app) => {
    app.post("/api/v1/transcribe", async (request, reply) => {
      const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers;
      if (answer?.length === 1) {
        const body = await buffer(request.body as Readable); // the play service takes every body as a stream
        arrived.push({ url: request.url, headers: request.headers, body });
      }
      return answer?.(reply, request);
    });
  });
});
afterEach(() => service.close());

const content = (bytes: Buffer, more: Partial<Content> = {}): Content => ({
  name: "a talk & more.mp3",
  mediaType: "audio/mpeg",
  bytes: bytes.length,
  open: () => Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]),
  ...more,
});

const send = (recording: Recording, options: Partial<SubmitOptions> = {}) =>
  submit(linkTo(service), recording, options);

const bytes = Buffer.from("all the bytes of a recording");
const cut = (reply: FastifyReply, request: FastifyRequest) => request.raw.once("data", () => reply.raw.destroy());

it("sends a recording as it is, with its length, type, name and options", async () => {
  const sent: number[] = [];
  const job = await send(content(bytes), {
    language: "de",
    prompt: "Ada, Grace",
    onSent: (count) => sent.push(count),
  });
  expect(job.id).toBe(ID);
  const [request] = arrived;
  expect(request?.body).toEqual(bytes);
  expect(request?.headers).toMatchObject({ "content-type": "audio/mpeg", "content-length": String(bytes.length) });
  expect(Object.fromEntries(new URL(request?.url ?? "", "http://x").searchParams)).toEqual({
    name: "a talk & more.mp3",
    language: "de",
    prompt: "Ada, Grace",
  });
  expect(sent).toEqual([10, bytes.length]);
});

it("sends what has no known length, and no name", async () => {
  await send(content(bytes, { bytes: undefined, name: undefined }));
  expect(arrived[0]?.body).toEqual(bytes);
  expect(arrived[0]?.headers).toMatchObject({ "transfer-encoding": "chunked" });
  expect(arrived[0]?.url).toBe("/api/v1/transcribe");
});

it("sends an address as JSON, with the options", async () => {
  await send("https://b.test/a.mp3", { task: "translate" });
  expect(JSON.parse(String(arrived[0]?.body))).toEqual({ url: "https://b.test/a.mp3", task: "translate" });
  expect(arrived[0]?.headers["content-type"]).toBe("application/json");
});

it("sends again under the same key where the connection broke", async () => {
  let key: unknown;
  answers.unshift((reply, request) => {
    key = request.headers["idempotency-key"];
    return cut(reply, request);
  });
  await send(content(bytes));
  expect(key).toMatch(/^[\da-f]{32}$/);
  expect(arrived.map(({ headers }) => headers["idempotency-key"])).toEqual([key]);
  expect(arrived[0]?.body).toEqual(bytes);
});

it("comes back when a busy service says so", async () => {
  answers.unshift((reply) => sendProblem(reply.header("retry-after", "1"), 429, "server-busy"));
  const begun = performance.now();
  await send(content(bytes));
  expect(arrived).toHaveLength(2);
  expect(performance.now() - begun).toBeGreaterThan(1000);
});

it("gives up after the fourth attempt", async () => {
  answers = [(reply) => sendProblem(reply, 503, "service-stopping")];
  await expect(send(content(bytes))).rejects.toMatchObject({ code: "service-stopping" });
  expect(arrived).toHaveLength(4);
});

it("sends nothing again that was refused, or cannot be read twice", async () => {
  answers = [(reply) => sendProblem(reply, 422, "model-unknown")];
  await expect(send(content(bytes))).rejects.toMatchObject({ code: "model-unknown" });
  expect(arrived).toHaveLength(1);
  answers = [cut, cut];
  await expect(send(content(bytes, { canReopen: false }))).rejects.toMatchObject({ code: "service-unreachable" });
  expect(answers).toHaveLength(1);
});

it("does not wait for a service that is not there", async () => {
  const link = linkTo({ url: await deserted() });
  const begun = performance.now();
  await expect(submit(link, content(bytes))).rejects.toMatchObject({ code: "service-unreachable" });
  expect(performance.now() - begun).toBeLessThan(1_500);
});

it.each([
  ["shrinks", { bytes: bytes.length + 5 }, "has changed"],
  ["grows", { bytes: bytes.length - 5 }, "has changed"],
  [
    "cannot be read",
    {
      open: async function* () {
        yield bytes.subarray(0, 10);
        throw Object.assign(new Error("disk"), { code: "EIO" });
      },
    },
    "(EIO)",
  ],
])("tells of a file that %s while it is sent", async (_what, more, message) => {
  const refusal = await send(content(bytes, more)).catch((error) => error);
  expect(refusal).toBeInstanceOf(ScribewellError);
  expect(refusal).toMatchObject({ code: "source-unreadable", message: expect.stringContaining(message) });
  expect(arrived).toEqual([]);
});

it("stops sending at once when it is asked to end", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const open = async function* () {
    yield bytes;
    setTimeout(() => controller.abort(reason), 50);
    await pause(30_000, undefined, { signal: controller.signal });
  };
  const begun = performance.now();
  await expect(send(content(bytes, { open, bytes: undefined }), { signal: controller.signal })).rejects.toBe(reason);
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
});

it("gives the job that was opened while it was asked to end, for it has to be cancelled", async () => {
  const controller = new AbortController();
  answers = [
    async (reply) => {
      controller.abort(new Error("enough"));
      await pause(200);
      return reply.code(202).send(exampleJob());
    },
  ];
  expect(await send(content(bytes), { signal: controller.signal })).toMatchObject({ id: ID });
});

it("waits a second and no longer for such a job", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  answers = [
    (_reply) => {
      controller.abort(reason);
      return pause(30_000, undefined, { ref: false });
    },
  ];
  const begun = performance.now();
  await expect(send(content(bytes), { signal: controller.signal })).rejects.toBe(reason);
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
});
