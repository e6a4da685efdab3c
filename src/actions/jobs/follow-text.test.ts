import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Services } from "../../services.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { claim, hear, never, prepare, putTogether, submit, TENANT } from "../testing/play-job.ts";
import { waitUntil } from "../testing/wait-until.ts";
import { cancelJob } from "./cancel-job.ts";
import { followText } from "./follow-text.ts";

let place: Workplace;
let services: Services;

beforeAll(async () => {
  place = await openWorkplace();
  services = place.services;
});
beforeEach(() => place.clear());
afterAll(() => place.close());

/** Reads on while things happen. */
function follow(id: string, signal: AbortSignal = never) {
  const texts: string[] = [];
  const ended = (async () => {
    for await (const event of followText(services, { tenant: TENANT, id, signal }))
      if (event.type === "segment") texts.push(event.segment.text);
  })();
  ended.catch(() => {});
  return { texts, ended };
}

it("gives text in the order in which it was said, whatever that in which it is heard", async () => {
  const id = await submit(services);
  await prepare(services, 3);
  const reader = follow(id);
  await hear(services, await claim(services, "recognise"), { language: "en" });
  const [one, other] = [await claim(services, "recognise"), await claim(services, "recognise")];
  const [second, third] = one.ordinal < other.ordinal ? [one, other] : [other, one];
  await hear(services, third);
  await waitUntil(() => reader.texts.length > 0);
  expect(reader.texts).toEqual(["text 0"]);
  await hear(services, second);
  await waitUntil(() => reader.texts.length === 3);
  expect(reader.texts).toEqual(["text 0", "text 1", "text 2"]);
  await putTogether(services, await claim(services, "assemble"));
  await reader.ended;
  expect(reader.texts).toHaveLength(3);
});

it("says that a job ended without a text", async () => {
  const id = await submit(services);
  const reader = follow(id);
  await cancelJob(services, { tenant: TENANT, id });
  await expect(reader.ended).rejects.toMatchObject({ code: "job-cancelled" });
});

it("ends with the signal", async () => {
  const controller = new AbortController();
  const reader = follow(await submit(services), controller.signal);
  controller.abort();
  await reader.ended;
  expect(reader.texts).toEqual([]);
});
