import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { SOON_MS } from "../../../test/support/patience.ts";
import { countListeners } from "./testing/count-listeners.ts";
import { bodyOf, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;

beforeAll(async () => {
  service = await openService();
}, SLOW_START_MS);
afterEach(() => service.clear());
afterAll(() => service.close());

async function open(): Promise<string> {
  const { body } = await senderTo(service).post(SOUND, { "content-type": "audio/wav" });
  return String(body.id);
}

const follow = (id: string, { query = "", ...init }: RequestInit & { query?: string } = {}) =>
  fetch(`${service.url}/api/v1/jobs/${id}/events${query}`, init);

/** Numbers and types of the events in a stream. */
const eventsIn = (text: string) =>
  [...text.matchAll(/^id: (\d+)\nevent: (\S+)\ndata: (.*)$/gm)].map(([, id, type]) => `${id} ${type}`);

it("streams what was and what comes, and ends with the job", async () => {
  const id = await open();
  const response = await follow(id);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "x-accel-buffering": "no",
  });
  await service.happen(id, [{ type: "job-started" }, { type: "warning", message: "one\ntwo" }]);
  await service.succeed(id);
  const text = await response.text();
  expect(eventsIn(text)).toEqual(["1 job-queued", "2 job-started", "3 warning", "4 job-succeeded"]);
  const warning = JSON.parse(/^event: warning\ndata: (.*)$/m.exec(text)?.[1] ?? "");
  expect(warning).toEqual({ sequence: 3, at: expect.stringMatching(/Z$/), type: "warning", message: "one\ntwo" });
});

it("sends each event as it comes", async () => {
  const id = await open();
  const reader = (await follow(id)).body?.getReader();
  let text = "";
  for (const [message, expected] of [
    [undefined, "job-queued"],
    ["first", "first"],
    ["second", "second"],
  ]) {
    if (message !== undefined) await service.happen(id, [{ type: "warning", message }]);
    while (!text.includes(expected ?? "")) text += new TextDecoder().decode((await reader?.read())?.value);
  }
  await reader?.cancel();
});

it.each([
  ["?after=2", {}],
  ["", { "last-event-id": "2" }],
  ["?after=1", { "last-event-id": "2" }],
])("goes on after the last event known: %s %j", async (query, headers) => {
  const id = await open();
  await service.happen(id, [{ type: "job-started" }]);
  await service.succeed(id);
  expect(eventsIn(await (await follow(id, { query, headers })).text())).toEqual(["3 job-succeeded"]);
});

it.each(["2", "900"])("answers 204 to who has had everything: %s", async (last) => {
  const id = await open();
  await service.succeed(id);
  const response = await follow(id, { headers: { "last-event-id": last } });
  expect([response.status, await response.text()]).toEqual([204, ""]);
});

it.each([
  ["?after=-1", {}],
  ["?after=9999999999", {}],
  ["?after=one", {}],
  ["", { "last-event-id": "one" }],
])("refuses %s %j", async (query, headers) => {
  const response = await follow(await open(), { query, headers });
  expect([response.status, (await bodyOf(response)).code]).toEqual([400, "request-invalid"]);
});

it("stops listening when the reader goes", async () => {
  const id = await open();
  const listeners = countListeners(service.services.news);
  const leaving = new AbortController();
  const response = await follow(id, { signal: leaving.signal });
  await response.body?.getReader().read();
  await expect.poll(listeners.count, { timeout: SOON_MS }).toBe(1);
  leaving.abort();
  await expect.poll(listeners.count, { timeout: SOON_MS }).toBe(0);
  listeners.stop();
  expect(service.lines().filter(({ level }) => level === "error")).toEqual([]);
});

// The last: after it there is no service.
it("ends when the service stops", async () => {
  const response = await follow(await open());
  await service.app.close();
  expect(eventsIn(await response.text())).toEqual(["1 job-queued"]);
});
