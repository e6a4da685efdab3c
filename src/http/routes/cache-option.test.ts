import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { file, form, type Sender, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
let sender: Sender;

beforeAll(async () => {
  service = await openService();
  sender = senderTo(service);
}, SLOW_START_MS);
afterAll(() => service.close());

const audio = SOUND.subarray(0, 1000).toString("base64");

it.each([
  ["a form", () => sender.post(form(["file", file(), "talk.mp3"], ["cache", "false"])), false],
  ["a query", () => sender.post(SOUND, { "content-type": "audio/mpeg" }, "?cache=false"), false],
  ["JSON", () => sender.postJson({ audio, cache: false }), false],
  ["nothing", () => sender.post(form(["file", file(), "talk.mp3"])), true],
  ["a form that says yes", () => sender.post(form(["file", file(), "talk.mp3"], ["cache", "true"])), true],
])("%s says whether a job may have the text of another", async (_how, send, mayUse) => {
  const { status, body } = await send();
  expect(status).toBe(202);
  expect(body).toMatchObject({ cachedFrom: null, parameters: { model: "auto", language: null } });
  expect(body.parameters).not.toHaveProperty("cache");
  const row = await service.services.db
    .selectFrom("jobs")
    .select("use_cache")
    .where("id", "=", String(body.id))
    .executeTakeFirstOrThrow();
  expect(row.use_cache).toBe(mayUse);
});

it("is refused where it is neither", async () => {
  const { status, body } = await sender.post(form(["file", file(), "talk.mp3"], ["cache", "perhaps"]));
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: "request-invalid", detail: expect.stringContaining("cache") });
});
