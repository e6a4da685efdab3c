import { afterAll, describe, expect, it } from "vitest";
import type { Window } from "../../src/domain/window.ts";
import { checkOptions } from "../../src/pipeline/check-options.ts";
import type { Engine, EngineEvent, HeardText, RecogniseOptions } from "../../src/ports/engine.ts";
import { SOON_MS } from "../support/patience.ts";

export interface EngineCase {
  /** @param options `stallMs`: without a sign of work for this long a process is taken for stuck; the driver's usual when left out */
  open(options?: { readonly stallMs: number }): Promise<Engine>;
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

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
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
    const fresh = async (options?: { stallMs: number }) => {
      const engine = await open(options);
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
      it(
        except[name] ? `${name} (left out: ${except[name]})` : name,
        { skip: name in except, timeout: 300_000 },
        check,
      );
    };

    clause("hears known words", async () => {
      const [heard] = await hear(await engine(), [speech.window]);
      const words = plain(heard?.text ?? "");
      const missed = speech.words.filter((word) => !words.includes(word));
      expect(missed.length, `missed ${missed.join(" ")}`).toBeLessThanOrEqual(speech.mayMiss);
      expect(heard?.averageLogProbability ?? 0).toBeGreaterThan(-0.7);
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
        expect(confidence ?? 1).toBeGreaterThan(0);
        expect(confidence ?? 1).toBeLessThanOrEqual(1);
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
      expect(performance.now() - begun).toBeLessThan(SOON_MS);
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
    clause("translates into English where it can", async () => {
      const one = await engine();
      expect(one.abilities.translate).toBe(true);
      const [heard] = await hear(one, [speech.window], { task: "translate" });
      const missed = speech.words.filter((word) => !plain(heard?.text ?? "").includes(word));
      expect(missed.length).toBeLessThanOrEqual(speech.mayMiss + 2);
    });
    clause("says for every option whether it will be honoured", async () => {
      const { name, abilities } = await engine();
      const warnings = checkOptions({ name, abilities }, { prompt: "Names", vocabulary: ["Term"], beamSize: 3 });
      const lacking = [!abilities.prompt, !abilities.prompt, !abilities.beam].filter(Boolean);
      expect(warnings).toHaveLength(lacking.length);
    });
    clause("has its process killed in the middle: says that it was lost, and hears again", async () => {
      const one = await fresh();
      const before = await hear(one, [speech.window]);
      const many = Array.from({ length: 8 }, (_, index) => ({ ...speech.window, index }));
      const lost = expect(hear(one, many)).rejects.toMatchObject({ code: "engine-lost" });
      await new Promise((resolve) => setTimeout(resolve, 150));
      const processes = one.processes();
      expect(processes.length).toBeGreaterThan(0);
      for (const pid of processes) process.kill(pid, "SIGKILL");
      await lost;
      expect(await hear(one, [speech.window])).toEqual(before);
    });
    clause("has its process hang in the middle: says that it was lost, and hears again", async () => {
      const one = await fresh({ stallMs: 6_000 });
      const before = await hear(one, [speech.window]);
      const stuck = one.processes();
      expect(stuck.length).toBeGreaterThan(0);
      for (const pid of stuck) process.kill(pid, "SIGSTOP");
      await expect(hear(one, [speech.window])).rejects.toMatchObject({ code: "engine-lost" });
      expect(stuck.filter(isAlive)).toEqual([]);
      expect(await hear(one, [speech.window])).toEqual(before);
    });
    clause("loads ahead, gives its memory back when it is unloaded, and hears again", async () => {
      const one = await fresh();
      await one.load();
      const processes = one.processes();
      expect(processes.length).toBeGreaterThan(0);
      const before = await hear(one, [speech.window]);
      expect(one.processes()).toEqual(processes);
      await one.unload();
      expect(processes.filter(isAlive)).toEqual([]);
      expect(one.processes()).toEqual([]);
      expect(await hear(one, [speech.window])).toEqual(before);
    });
    clause("closes twice, and leaves no process", async () => {
      const one = await fresh();
      await hear(one, [speech.window]);
      const processes = one.processes();
      await one.close();
      await one.close();
      expect(processes.filter(isAlive)).toEqual([]);
      expect(one.processes()).toEqual([]);
    });
    it("leaves out only clauses that exist, and says why", () => {
      expect(Object.entries(except).filter(([name, reason]) => !clauses.has(name) || reason === "")).toEqual([]);
    });
  });
}
