import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { dialectRoutes } from "../../dialects/routes.ts";

let service: OpenService;
beforeAll(async () => {
  service = await openService({ dialects: dialectRoutes });
}, SLOW_START_MS);
afterAll(() => service.close());

const asJson = (value: object) => ({
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
});

function asForm(url: string) {
  const body = new FormData();
  body.set("url", url);
  return { body };
}

const DOORS: Readonly<Record<string, (url: string) => readonly [path: string, sent: RequestInit]>> = {
  JSON: (url) => ["/api/v1/transcribe", asJson({ url })],
  "a form": (url) => ["/api/v1/transcribe", asForm(url)],
  "a batch": (url) => ["/api/v1/batches", asJson({ items: [{ url: "https://example.org/a.mp3" }, { url }] })],
  RunPod: (audio) => ["/v2/whisper/run", asJson({ input: { audio } })],
  Deepgram: (url) => ["/v1/listen", asJson({ url })],
  AssemblyAI: (audio_url) => ["/v2/transcript", asJson({ audio_url })],
};

const send = async (door: string, url: string) => {
  const [path, sent] = DOORS[door]?.(url) ?? ["/", {}];
  const answer = await fetch(service.url + path, { ...sent, method: "POST" });
  return { status: answer.status, text: await answer.text() };
};

async function keptJobs(): Promise<unknown> {
  const answer = await fetch(`${service.url}/api/v1/jobs`);
  const { jobs } = (await answer.json()) as { jobs: unknown }; // as the shape says
  return jobs;
}

it.each(Object.keys(DOORS))("an address in a network that is not for it is refused at once: %s", async (door) => {
  for (const url of ["http://192.168.1.5/talk.mp3", "http://[::ffff:10.0.0.1]/", "https://example.org:25/"]) {
    const { status, text } = await send(door, url);
    expect([url, [400, 422].includes(status)]).toEqual([url, true]);
    expect(text).toMatch(/ALLOWED_NETWORKS|belongs to another protocol/);
  }
  expect(await keptJobs()).toEqual([]);
});

it("is told by the code that a job would have failed with, and in a batch by its place", async () => {
  const one = await send("JSON", "http://10.0.0.1/");
  expect(JSON.parse(one.text)).toMatchObject({ status: 422, code: "url-refused" });
  const { code, errors } = JSON.parse((await send("a batch", "http://10.0.0.1/")).text);
  expect([code, errors.map(({ field }: { field: string }) => field)]).toEqual(["url-refused", ["items[1].url"]]);
});
