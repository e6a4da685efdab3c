import type { FastifyReply } from "fastify";
import { afterEach, expect, it } from "vitest";
import {
  deserted,
  exampleJob,
  exampleReceipt,
  ID,
  type PlayService,
  playService,
  sendProblem,
} from "../../client/testing/play-service.ts";
import { serviceClient } from "./service-client.ts";

let service: PlayService | undefined;
afterEach(() => service?.close());

const asking = { signal: new AbortController().signal };

async function answering(answer: (reply: FastifyReply) => unknown) {
  service = await playService((app) => app.all("*", async (_request, reply) => answer(reply)));
  return serviceClient(service.url);
}

const page = (reply: FastifyReply, status: number) => reply.code(status).type("text/html").send("<h1>Oh</h1>");

it("reads a job, and lets through what a newer service adds", async () => {
  const client = await answering((reply) => reply.send({ ...exampleJob(), colour: "red" }));
  expect(await client.readJob(ID, asking)).toEqual({ ...exampleJob(), colour: "red" });
});

it("asks for what is wanted, in the way the API has it", async () => {
  const asked: string[] = [];
  service = await playService((app) => {
    app.all("*", async ({ method, url, headers }, reply) => {
      asked.push(`${method} ${url} ${headers["content-type"] ?? ""}`.trim());
      if (/purge/.test(url)) return reply.send(exampleReceipt());
      return url.includes("/jobs?") ? { jobs: [], next: "more" } : reply.send(exampleJob());
    });
  });
  const client = serviceClient(service.url);
  await client.listJobs({ ...asking, states: ["queued", "failed"], after: "a b", limit: 3 });
  await client.cancelJob("../x", asking);
  expect(await client.purgeJob(ID, asking)).toEqual(exampleReceipt());
  await client.retryJob(ID, asking);
  await client.readResult(ID, { ...asking, form: "srt" });
  expect(asked).toEqual([
    "GET /api/v1/jobs?state=queued&state=failed&after=a%20b&limit=3",
    "DELETE /api/v1/jobs/..%2Fx",
    `DELETE /api/v1/jobs/${ID}?purge=true`,
    `POST /api/v1/jobs/${ID}/retry`,
    `GET /api/v1/jobs/${ID}/result?as=srt`,
  ]);
});

it.each([
  ["the service's own refusal", (r: FastifyReply) => sendProblem(r, 404, "job-not-found"), "job-not-found", "Because."],
  [
    "one of a newer service",
    (r: FastifyReply) => sendProblem(r, 403, "coin-missing", "Give a coin."),
    "request-invalid",
    "Give a coin. (coin-missing)",
  ],
  [
    "a bug of the service",
    (r: FastifyReply) => sendProblem(r.header("x-request-id", "r1"), 500, "internal-error"),
    "service-unreachable",
    "Its log has the cause as request r1.",
  ],
  [
    "a proxy without a service",
    (r: FastifyReply) => page(r, 502),
    "service-unreachable",
    "(502) that the service behind",
  ],
  ["a proxy with a limit", (r: FastifyReply) => page(r, 413), "request-too-large", "(413). Raise its limit."],
  ["a proxy that slows", (r: FastifyReply) => page(r, 429), "server-busy", "(429)"],
  ["a page that is not there", (r: FastifyReply) => page(r, 404), "route-not-found", "no Scribewell service"],
  ["a page that is", (r: FastifyReply) => page(r, 200), "route-not-found", "cannot be read"],
  ["other JSON", (r: FastifyReply) => r.send({ hello: "world" }), "route-not-found", "cannot be read"],
  ["JSON that is no problem", (r: FastifyReply) => r.code(400).send({ message: "no" }), "route-not-found", "(400)"],
  [
    "a redirect",
    (r: FastifyReply) => r.redirect("https://b.test/", 308),
    "route-not-found",
    "leads on to https://b.test/.",
  ],
  ["a cut", (r: FastifyReply) => r.raw.destroy(), "service-unreachable", "broke (UND_ERR_SOCKET)"],
])("explains %s", async (_what, answer, code, message) => {
  const client = await answering(answer);
  await expect(client.readJob(ID, asking)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});

it("says how to start a service where none listens", async () => {
  const url = await deserted();
  await expect(serviceClient(url).readJob(ID, asking)).rejects.toMatchObject({
    code: "service-unreachable",
    message: `No service listens at ${url}. Start one with: scribewell serve. Or give the address of another.`,
  });
});

it("ends with the reason of its signal", async () => {
  const client = await answering(() => new Promise(() => {}));
  const reason = new Error("enough");
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 50);
  await expect(client.readJob(ID, controller)).rejects.toBe(reason);
});
