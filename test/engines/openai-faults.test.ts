import type { ServerResponse } from "node:http";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Window } from "../../src/domain/window.ts";
import { openaiEngine } from "../../src/engines/openai/openai-engine.ts";
import type { Engine, EngineEvent, RecogniseOptions } from "../../src/ports/engine.ts";
import { type InMemorySpending, inMemorySpending } from "../../src/spending/in-memory.ts";
import { fault, json, openaiDouble } from "../support/openai-double.ts";
import { SOON_MS } from "../support/patience.ts";

const KEY = "sk-nobody-may-read-this";
const never = new AbortController().signal;
const double = await openaiDouble();
afterAll(() => double.close());

let spending: InMemorySpending;
beforeEach(() => {
  double.play(null);
  spending = inMemorySpending();
});

const seconds = 2;
const windowOf = (index: number): Window => ({
  index,
  samples: Float32Array.from({ length: seconds * 16_000 }, (_, sample) => 0.25 * Math.sin(sample / 6)),
  parts: [{ offset: 0, start: index * seconds, seconds }],
  speech: [],
});

type Settings = Partial<Parameters<typeof openaiEngine>[1]> & { readonly name?: string };
const open = ({ name = "openai/whisper-1", ...settings }: Settings = {}): Engine =>
  openaiEngine(
    { name },
    { apiKey: KEY, baseUrl: double.baseUrl, spending, timeoutMs: 30_000, requestsAtOnce: 4, ...settings },
  );

interface Asked {
  readonly windows?: number;
  readonly options?: Partial<RecogniseOptions>;
  readonly signal?: AbortSignal;
}

async function hear(engine: Engine, { windows = 1, options = {}, signal = never }: Asked = {}): Promise<EngineEvent[]> {
  const events: EngineEvent[] = [];
  const all = Array.from({ length: windows }, (_, index) => windowOf(index));
  const asked: RecogniseOptions = { task: "transcribe", language: "en", ...options };
  for await (const event of engine.recognise(all, asked, signal)) events.push(event);
  return events;
}

/** What went wrong, with nothing in it that nobody may read. */
async function failureOf(hearing: Promise<unknown>): Promise<{ code: string; message: string }> {
  const failure = await hearing.then(
    () => expect.fail("it was heard"),
    (reason) => reason,
  );
  expect(failure.message).not.toContain(KEY);
  expect(failure.message).not.toMatch(/fellow|\n/);
  expect(failure.cause).toBeUndefined();
  return failure;
}

const textsOf = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.type === "text" ? event.heard : []));
const spent = () => spending.records().reduce((sum, record) => sum + record.seconds, 0);
const cutOff = (response: ServerResponse): true => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
  response.write('{"text":"my fellow Americans');
  setTimeout(() => response.destroy(), 20);
  return true;
};

describe("a service that refuses", () => {
  it.each([401, 403])("for the key (%i): names its setting, asks once, spends nothing", async (status) => {
    double.play((_, response) =>
      json(response, status, fault(`Incorrect API key provided: ${KEY}`, "invalid_api_key")),
    );
    const failure = await failureOf(hear(open()));
    expect(failure).toMatchObject({ code: "engine-unavailable" });
    expect(failure.message).toContain("OPENAI_API_KEY");
    expect(double.requests).toHaveLength(1);
    expect(spent()).toBe(0);
  });

  it("for want of credit: does not ask again", async () => {
    double.play((_, response) => json(response, 429, fault("You exceeded your quota", "insufficient_quota")));
    expect(await failureOf(hear(open()))).toMatchObject({ code: "engine-unavailable" });
    expect(double.requests).toHaveLength(1);
    expect(spent()).toBe(0);
  });

  it("because it does not know the model, or the path", async () => {
    double.play((_, response) => json(response, 404, fault("The model `large` does not exist", "model_not_found")));
    const failure = await failureOf(hear(open({ name: "openai/large" })));
    expect(failure).toMatchObject({ code: "model-unknown", message: expect.stringContaining("large") });
    double.play((_, response) => json(response, 404, { detail: "Not Found" }));
    expect(await failureOf(hear(open()))).toMatchObject({
      code: "engine-unavailable",
      message: expect.stringContaining("OPENAI_BASE_URL"),
    });
    expect(spent()).toBe(0);
  });

  it("with a reason, which is passed on unless it quotes the key or the prompt", async () => {
    const refuse = (message: string) => double.play((_, response) => json(response, 400, fault(message)));
    const engine = open({ name: "openai/gpt-4o-transcribe-diarize" });
    const asked = { options: { prompt: "Ms Okafor meets the board" } };
    refuse("Audio file is\n too short.");
    const failure = await failureOf(hear(engine, asked));
    expect(failure).toMatchObject({
      code: "engine-failed",
      message: expect.stringContaining("Audio file is too short"),
    });
    refuse("Not this: okafor meets the");
    expect((await failureOf(hear(engine, asked))).message).not.toMatch(/okafor/i);
    refuse(`Not with ${KEY}`);
    expect((await failureOf(hear(engine, asked))).message).toContain("(400)");
    expect(spent()).toBe(0);
  });

  it("by sending elsewhere: the recording goes nowhere else, nor the key", async () => {
    const elsewhere = await openaiDouble();
    try {
      for (const status of [301, 307, 308]) {
        double.play((_, response) => {
          response.writeHead(status, { location: `${elsewhere.baseUrl}/audio/transcriptions` }).end();
          return true;
        });
        const failure = await failureOf(hear(open()));
        expect(failure).toMatchObject({ code: "engine-unavailable" });
        expect(failure.message).toContain("OPENAI_BASE_URL");
        expect(double.requests).toHaveLength(1);
      }
      expect(elsewhere.requests).toHaveLength(0);
      expect(spent()).toBe(0);
    } finally {
      await elsewhere.close();
    }
  });
});

describe("a service that is not well", () => {
  it("asks to wait: is asked again then", async () => {
    double.play((_, response, count) => count === 1 && json(response, 429, fault("Slow down"), { "retry-after": "1" }));
    const begun = performance.now();
    expect(textsOf(await hear(open()))).toHaveLength(1);
    expect(performance.now() - begun).toBeGreaterThan(950);
    expect(double.requests).toHaveLength(2);
    expect(spent()).toBe(seconds);
  });

  it("asks to wait for an hour: is not waited for", async () => {
    double.play((_, response) => json(response, 429, fault("Slow down"), { "retry-after": "3600" }));
    expect(await failureOf(hear(open()))).toMatchObject({ code: "engine-unreachable" });
    expect(double.requests).toHaveLength(1);
    expect(spent()).toBe(0);
  });

  it("fails twice, and then does it", async () => {
    double.play((_, response, count) => count <= 2 && json(response, 500, fault("Oh")));
    expect(textsOf(await hear(open()))[0]?.text).toMatch(/^And so/);
    expect(double.requests).toHaveLength(3);
    expect(spent()).toBe(seconds);
  });

  it("fails for good", async () => {
    double.play((_, response) => json(response, 503, fault("Oh"), { "retry-after-ms": "10" }));
    expect(await failureOf(hear(open()))).toMatchObject({ code: "engine-unreachable" });
    expect(double.requests).toHaveLength(3);
    expect(spent()).toBe(0);
  });

  it.each([
    ["not at all", () => true],
    ["with a beginning alone", (response: ServerResponse) => response.writeHead(200).write("{")],
  ])("answers %s: what was sent counts as spent", async (_, begin) => {
    double.play((__, response) => begin(response));
    expect(await failureOf(hear(open({ timeoutMs: 200 })))).toMatchObject({
      code: "engine-unreachable",
      message: expect.stringContaining("0.2 s"),
    });
    expect(spent()).toBe(3 * seconds);
  });

  it("breaks off: what was sent counts as spent", async () => {
    double.play((_, response) => cutOff(response));
    expect(await failureOf(hear(open()))).toMatchObject({ code: "engine-unreachable" });
    expect(spent()).toBe(double.requests.length * seconds);
  });

  it.each([
    ["half a text", "application/json", '{"text":"my fellow Americans'],
    ["a page", "text/html", "<p>my fellow Americans</p>"],
    ["something else", "application/json", '{"words":"my fellow Americans"}'],
    ["nothing", "application/json", ""],
  ])("answers with %s", async (_, type, body) => {
    double.play((__, response) => {
      response.writeHead(200, { "content-type": type }).end(body);
      return true;
    });
    expect(await failureOf(hear(open()))).toMatchObject({ code: "engine-unreachable" });
    expect(double.requests).toHaveLength(1);
    expect(spent()).toBe(seconds);
  });

  it("is not there: nothing is spent", async () => {
    const gone = await openaiDouble();
    await gone.close();
    const failure = await failureOf(hear(open({ baseUrl: gone.baseUrl })));
    expect(failure).toMatchObject({ code: "engine-unreachable", message: expect.stringContaining("ECONNREFUSED") });
    expect(spent()).toBe(0);
  });
});

describe("an abort", () => {
  it("while the service works ends at once, and the connection with it", async () => {
    double.play(() => true);
    const controller = new AbortController();
    const hearing = expect(hear(open(), { windows: 3, signal: controller.signal })).rejects.toThrow("enough");
    await expect.poll(() => double.requests.length).toBe(3);
    expect(double.atWork).toBe(3);
    const begun = performance.now();
    controller.abort(new Error("enough"));
    await hearing;
    await expect.poll(() => double.atWork, { timeout: SOON_MS }).toBe(0);
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    expect(spent(), "of what the service did nobody knows").toBe(3 * seconds);
  });

  it("while it waits to ask again ends at once", async () => {
    double.play((_, response) => json(response, 429, fault("Slow down"), { "retry-after": "25" }));
    const controller = new AbortController();
    const engine = open({ requestsAtOnce: 1 });
    const hearing = expect(hear(engine, { signal: controller.signal })).rejects.toThrow("enough");
    await expect.poll(() => double.requests.length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const begun = performance.now();
    controller.abort(new Error("enough"));
    await hearing;
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
    expect(spent()).toBe(0);
    double.play(null);
    expect(await hear(engine), "its place is free for the next").not.toEqual([]);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it("comes of closing too", async () => {
    double.play(() => true);
    const engine = open();
    const hearing = expect(hear(engine)).rejects.toMatchObject({ code: "engine-failed" });
    await expect.poll(() => double.requests.length).toBe(1);
    await engine.close();
    await hearing;
  });
});

describe("limits", () => {
  it("let through as much as there is room for, and send no more", async () => {
    spending = inMemorySpending({ limits: { minutesPerDay: (2 * seconds) / 60 } });
    expect(await failureOf(hear(open(), { windows: 3 }))).toMatchObject({ code: "usage-limit-reached" });
    expect(double.requests).toHaveLength(2);
    expect(spending.records().map((record) => [record.seconds, record.settled])).toEqual([
      [seconds, true],
      [seconds, true],
    ]);
  });

  it("know who asks", async () => {
    const payer = { tenant: "ours", key: "first" };
    await hear(open(), { options: { payer } });
    expect(spending.records()).toMatchObject([{ model: "openai/whisper-1", payer, settled: true }]);
  });
});

describe("what is sent", () => {
  it("holds what was asked, and answers come in the order of the windows", async () => {
    double.play(async (_, __, count) => {
      await new Promise((resolve) => setTimeout(resolve, 200 - 40 * count));
      return false;
    });
    const texts = textsOf(await hear(open({ requestsAtOnce: 2 }), { windows: 4, options: { prompt: "Names" } }));
    expect(texts.map(({ window }) => window)).toEqual([0, 1, 2, 3]);
    expect(double.requests[0]).toMatchObject({
      path: "/v1/audio/transcriptions",
      authorization: `Bearer ${KEY}`,
      fields: {
        model: "whisper-1",
        language: "en",
        prompt: "Names",
        temperature: "0",
        response_format: "verbose_json",
        "timestamp_granularities[]": "word,segment",
      },
    });
    expect(double.mostAtOnce).toBeLessThanOrEqual(4);
  });

  it("is no more at a time than was set, of several calls together", async () => {
    const other = await openaiDouble({ delayMs: 50 });
    const engine = open({ baseUrl: other.baseUrl, requestsAtOnce: 2 });
    await Promise.all([hear(engine, { windows: 3 }), hear(engine, { windows: 3 })]);
    expect(other.mostAtOnce).toBe(2);
    expect(other.requests).toHaveLength(6);
    await other.close();
  });

  it("takes nothing from the environment, and no key where none is set", async () => {
    Object.assign(process.env, {
      OPENAI_API_KEY: "other",
      OPENAI_ADMIN_KEY: "other",
      OPENAI_BASE_URL: "http://[::1]:1",
    });
    try {
      await hear(open({ apiKey: undefined }));
      Reflect.deleteProperty(process.env, "OPENAI_API_KEY");
      await hear(open({ apiKey: undefined }));
      expect(double.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
    } finally {
      for (const name of ["OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_BASE_URL"])
        Reflect.deleteProperty(process.env, name);
    }
  });

  it("goes in parts where the service takes no such file, and is heard as one", async () => {
    const [heard] = textsOf(await hear(open({ maxBytes: 40_000 })));
    expect(double.requests).toHaveLength(2);
    for (const { bytes } of double.requests) expect(bytes).toBeLessThanOrEqual(40_000);
    expect(heard?.text).toMatch(/^And so, .* for you\. And so, .* for you\.$/);
    const words = heard?.words ?? [];
    expect(words.map(({ text }) => text).join("")).toBe(heard?.text);
    expect(words.every(({ start }, index) => start >= (words[index - 1]?.start ?? 0))).toBe(true);
    expect(words.at(-1)?.end).toBeCloseTo(seconds, 5);
    expect(spent()).toBe(seconds);
  });

  it("asks less of a server that knows no more, and says so once", async () => {
    double.play(
      ({ fields }, response) =>
        fields.response_format === "verbose_json" && json(response, 400, { detail: "unsupported response_format" }),
    );
    const engine = open({ name: "openai/tiny", requestsAtOnce: 1 });
    const warnings = (events: EngineEvent[]) => events.filter(({ type }) => type === "warning");
    const events = await hear(engine, { windows: 3 });
    expect(textsOf(events)).toHaveLength(3);
    expect(warnings(events)).toEqual([
      { type: "warning", message: "openai/tiny tells no word times here: cues follow the pauses" },
    ]);
    expect(double.requests.map(({ fields }) => fields.response_format)).toEqual([
      "verbose_json",
      "json",
      "json",
      "json",
    ]);
    expect(spent()).toBe(3 * seconds);
    double.play((_, response) => json(response, 200, { text: "Words" }));
    expect(warnings(await hear(open({ name: "openai/tiny" })))).toHaveLength(1);
  });

  it("goes to be translated, and says what cannot be asked", async () => {
    const events = await hear(open(), {
      options: { task: "translate", languages: ["de", "fr"] },
    });
    expect(double.requests).toMatchObject([{ path: "/v1/audio/translations" }]);
    expect(events.map(({ type }) => type)).toEqual(["text", "warning"]);
  });
});
