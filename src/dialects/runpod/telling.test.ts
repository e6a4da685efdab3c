import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { openReceiver, type Receiver } from "../../actions/testing/open-receiver.ts";
import { deliverWebhooks } from "../../actions/webhooks/deliver-webhooks.ts";
import { resultForms } from "../result-forms.ts";
import { dialectRoutes } from "../routes.ts";
import { asker, SAID, URL_OF_A_TALK } from "./testing/asking.ts";

// Who else is told, and in which other form.

let service: OpenService;
let receiver: Receiver;
let ask: ReturnType<typeof asker>;
beforeAll(async () => {
  [service, receiver] = [await openService({ dialects: dialectRoutes, resultForms }), await openReceiver()];
  ask = asker(service.url);
}, SLOW_START_MS);
afterEach(async () => {
  await service.clear();
  receiver.forget();
});
afterAll(async () => {
  await receiver.close();
  await service.close();
});

/** Sends what is due, as a worker would. */
async function deliver() {
  const { signal } = new AbortController();
  const log = pino({ enabled: false });
  await deliverWebhooks({ ...service.services, log }, { quiet: signal, stopping: signal, once: true });
  return receiver.received.map(({ body, headers }) => ({ body: JSON.parse(body), headers }));
}

/** Opens a job that tells a webhook. @returns its id here and there */
async function open(field: "webhook" | "webhookV2" = "webhook") {
  const { body } = await ask.post("/whisper/run", { input: { audio: URL_OF_A_TALK }, [field]: receiver.url });
  return { id: await service.newJob(), wire: String(body.id) };
}

it.each(["webhook", "webhookV2"] as const)(
  "%s is told what /status tells of a job that is completed",
  async (field) => {
    const { id, wire } = await open(field);
    await service.succeed(id, SAID);
    const [told, ...more] = await deliver();
    expect(more).toEqual([]);
    expect(told?.body).toEqual((await ask.get(`/whisper/status/${wire}`)).body);
    expect(told?.body).toMatchObject({ id: wire, status: "COMPLETED", output: { model: "base" } });
    expect(told?.headers).not.toHaveProperty("webhook-signature");
  },
);

it("a webhook is told of a job that failed, and of one that was cancelled", async () => {
  const failed = await open();
  await service.fail(failed.id, { code: "media-empty", detail: "The file is empty.", retry: false });
  const { wire } = await open();
  await ask.post(`/whisper/cancel/${wire}`);
  const times = { delayTime: expect.any(Number), executionTime: 0 };
  const told = (await deliver()).map(({ body }) => body);
  expect(told).toHaveLength(2);
  expect(told).toContainEqual({ id: failed.wire, status: "FAILED", error: "The file is empty.", ...times });
  expect(told).toContainEqual({ id: wire, status: "CANCELLED", ...times });
});

it("a webhook is told how it was, also where the job was retried since", async () => {
  const { id, wire } = await open();
  await service.fail(id, { code: "media-empty", detail: "The file is empty.", retry: false });
  await ask.post(`/whisper/retry/${wire}`);
  expect((await deliver()).map(({ body }) => body)).toMatchObject([{ id: wire, status: "FAILED" }]);
});

it("the result of any job can be read in this form", async () => {
  const headers = { "content-type": "audio/mpeg" };
  const sent = await fetch(`${service.url}/api/v1/transcribe`, { method: "POST", headers, body: "sound" });
  const { id } = JSON.parse(await sent.text());
  await service.succeed(id, { ...SAID, warnings: ["Nothing was left out."] });
  const answer = await fetch(`${service.url}/api/v1/jobs/${id}/result?as=runpod`);
  expect(await answer.json()).toMatchObject({
    transcription: "Four score --> and seven. 年前",
    translation: null,
    device: "cpu",
    model: SAID.model,
    word_timestamps: [{ word: " Four" }, { word: " score" }],
    warnings: ["Nothing was left out."],
  });
});
