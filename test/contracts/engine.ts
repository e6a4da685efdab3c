import { afterAll, describe, expect, it } from "vitest";
import type { Window } from "../../src/domain/window.ts";
import type { Engine, EngineEvent, HeardText, RecogniseOptions } from "../../src/ports/engine.ts";

export interface EngineCase {
  open(): Promise<Engine>;
  /** A window of English speech, its words in lower case, and how many of them may be wrong. */
  readonly speech: { readonly window: Window; readonly words: readonly string[]; readonly mayMiss: number };
  /** Why the suite cannot run here, where it cannot. */
  readonly skip?: string | undefined;
}

const never = new AbortController().signal;
const transcribe: RecogniseOptions = { task: "transcribe", language: "en" };

async function eventsOf(events: AsyncIterable<EngineEvent>): Promise<EngineEvent[]> {
  const all: EngineEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

async function hear(engine: Engine, windows: readonly Window[], options = transcribe): Promise<HeardText[]> {
  const events = await eventsOf(engine.recognise(windows, options, never));
  return events.flatMap((event) => (event.type === "text" ? [event.heard] : []));
}

const plain = (text: string): string[] => text.toLowerCase().match(/[\p{L}']+/gu) ?? [];

/** What every engine must do. A driver may leave a clause out only by naming it and saying why. */
export function engineContract(
  driver: string,
  { open, speech, skip }: EngineCase,
  except: Record<string, string> = {},
) {
  const title = skip ? `engine: ${driver} (skipped: ${skip})` : `engine: ${driver}`;
  describe.skipIf(skip !== undefined)(title, () => {
    const opened: Engine[] = [];
    const fresh = async () => {
      const engine = await open();
      opened.push(engine);
      return engine;
    };
    let shared: Promise<Engine> | undefined;
    const engine = (): Promise<Engine> => {
      shared ??= fresh();
      return shared;
    };
    afterAll(() => Promise.all(opened.map((one) => one.close())));

    const clauses = new Set<string>();
    const clause = (name: string, check: () => Promise<void>) => {
      clauses.add(name);
      it(except[name] ? `${name} (left out: ${except[name]})` : name, { skip: name in except }, check);
    };

    clause("hears known words", async () => {
      const [heard] = await hear(await engine(), [speech.window]);
      const words = plain(heard?.text ?? "");
      const missed = speech.words.filter((word) => !words.includes(word));
      expect(missed.length, `missed ${missed.join(" ")}`).toBeLessThanOrEqual(speech.mayMiss);
      expect(heard?.averageLogProbability).toBeGreaterThan(-0.7);
    });
    clause("answers each window once, by its index", async () => {
      const again = { ...speech.window, index: 7 };
      const heard = await hear(await engine(), [speech.window, again]);
      expect(heard.map(({ window }) => window).sort((a, b) => a - b)).toEqual([speech.window.index, 7]);
      expect(plain(heard[0]?.text ?? "")).toEqual(plain(heard[1]?.text ?? ""));
    });
    clause("gives the same text for the same windows, in another process too", async () => {
      const first = await hear(await engine(), [speech.window]);
      expect(await hear(await engine(), [speech.window])).toEqual(first);
      expect(await hear(await fresh(), [speech.window])).toEqual(first);
    });
    clause("gives words in order, inside the window, with confidence", async () => {
      const [heard] = await hear(await engine(), [speech.window]);
      const words = heard?.words ?? [];
      expect(words.length).toBeGreaterThan(speech.words.length / 2);
      let last = 0;
      for (const { start, end, confidence } of words) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(speech.window.samples.length / 16_000 + 0.02);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        last = start;
      }
      expect(
        words
          .map(({ text }) => text)
          .join("")
          .trim(),
      ).toBe(heard?.text);
    });
    clause("detects the language when none is given", async () => {
      const events = await eventsOf((await engine()).recognise([speech.window], { task: "transcribe" }, never));
      const language = events.find((event) => event.type === "language");
      expect(language).toMatchObject({ language: "en" });
      expect(language?.probability).toBeGreaterThan(0.5);
    });
    clause("follows the spelling of a prompt", async () => {
      const plainly =
        "we speak in lower case without any marks as a machine would and never stop to breathe or to shout";
      const [usual] = await hear(await engine(), [speech.window]);
      const [heard] = await hear(await engine(), [speech.window], { ...transcribe, prompt: plainly });
      expect(heard?.text).not.toBe(usual?.text);
      expect(plain(heard?.text ?? "")).toEqual(plain(usual?.text ?? ""));
    });
    clause("hears little in silence", async () => {
      const silence = { ...speech.window, samples: new Float32Array(5 * 16_000) };
      const [heard] = await hear(await engine(), [silence]);
      expect(plain(heard?.text ?? "").length).toBeLessThan(8);
    });
    clause("ends within 2 s of an abort, and works on after it", async () => {
      const one = await engine();
      const controller = new AbortController();
      const many = Array.from({ length: 8 }, (_, index) => ({ ...speech.window, index }));
      const answer = eventsOf(one.recognise(many, transcribe, controller.signal));
      await new Promise((resolve) => setTimeout(resolve, 150));
      const begun = performance.now();
      controller.abort(new Error("enough"));
      await expect(answer).rejects.toThrow("enough");
      expect(performance.now() - begun).toBeLessThan(2_000);
      expect(await hear(one, [speech.window])).toHaveLength(1);
    });
    clause("goes first with a more urgent call, and on with the other as if there had been none", async () => {
      const one = await engine();
      const [short, half] = [speech.window.samples.subarray(0, 3 * 16_000), speech.window.samples.subarray(5 * 16_000)];
      const many = [speech.window.samples, half, short];
      const windows = many.map((samples, index) => ({ ...speech.window, index, samples }));
      const alone = await hear(one, windows);
      const order: string[] = [];
      const long = hear(one, windows).finally(() => order.push("long"));
      await new Promise((resolve) => setTimeout(resolve, 150));
      const urgent = { ...speech.window, index: 9, samples: short };
      const heard = await hear(one, [urgent], { ...transcribe, urgency: 1 }).finally(() => order.push("urgent"));
      expect(heard).toHaveLength(1);
      expect(await long).toEqual(alone);
      expect(order).toEqual(["urgent", "long"]);
    });
    clause("closes twice", async () => {
      const one = await fresh();
      await hear(one, [speech.window]);
      await one.close();
      await one.close();
    });
    it("leaves out only clauses that exist, and says why", () => {
      expect(Object.entries(except).filter(([name, reason]) => !clauses.has(name) || reason === "")).toEqual([]);
    });
  });
}
