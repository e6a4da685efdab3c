import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LANES, type Lane } from "../../src/domain/piece.ts";
import type { Bell } from "../../src/ports/bell.ts";

export interface OpenedBell {
  /** On a queue that is empty and nobody else's. */
  readonly bell: Bell;
  /** One more on the same queue, as another process has it; the same where there is one process alone. */
  another(): Promise<Bell>;
  /** Takes the queue away from all of them, and gives it back. */
  readonly broker?: { lose(): Promise<void>; bringBack(): Promise<void> };
  /** Closes what was opened, the bells too. */
  close(): Promise<void>;
}

const SOON_MS = 10_000;
const unavailable = { code: "queue-unavailable" };

const soon = (check: () => void, withinMs = SOON_MS) => vi.waitFor(check, { timeout: withinMs, interval: 20 });

/** Hears what is rung and counts it; `busy` holds each ring until it is let go. */
function listener({ busy = false }: { busy?: boolean } = {}) {
  const heard: Lane[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  let letGo = () => {};
  const untilLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let held = busy ? untilLetGo : Promise.resolve();
  return {
    heard,
    mostAtOnce: () => mostAtOnce,
    letGo: () => {
      letGo();
      held = Promise.resolve();
    },
    onRing: async (lane: Lane) => {
      heard.push(lane);
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      await held;
      atOnce--;
    },
  };
}

async function took(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

/** Resolves when nothing has been added for a while. */
async function quiet(heard: readonly unknown[], forMs: number): Promise<void> {
  for (let before = -1; before !== heard.length; ) {
    before = heard.length;
    await pause(forMs);
  }
}

/** What every bell must do. A driver may leave a clause out only by naming it and saying why. */
export function bellContract(
  driver: string,
  open: () => Promise<OpenedBell>,
  { except = {} }: { except?: Record<string, string> } = {},
) {
  describe(`bell: ${driver}`, () => {
    let opened: OpenedBell;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const clauses = new Set<string>();
    const clause = (title: string, check: (opened: OpenedBell) => Promise<void>) => {
      clauses.add(title);
      const name = except[title] ? `${title} (left out: ${except[title]})` : title;
      it(name, { skip: title in except, timeout: 120_000 }, () => check(opened));
    };

    clause("rings in the lane that is rung, and in no other", async ({ bell }) => {
      const two = listener();
      await bell.listen(["media", "text"], two.onRing);
      for (const lane of ["media", "speech", "text"] as const) await bell.ring(lane);
      await soon(() => expect([...two.heard].sort()).toEqual(["media", "text"]));
      await pause(500);
      expect(two.heard).toHaveLength(2);
    });
    clause("rings later where that is asked for, and not before", async ({ bell }) => {
      const one = listener();
      await bell.listen(["media"], one.onRing);
      const begun = performance.now();
      await bell.ring("media", { delayMs: 1_200 });
      await soon(() => expect(one.heard).toEqual(["media"]));
      const waited = performance.now() - begun;
      // A clock of the broker's own may be some milliseconds ahead.
      expect(waited).toBeGreaterThan(1_150);
      expect(waited).toBeLessThan(SOON_MS);
    });
    clause("rings nobody who has stopped", async ({ bell }) => {
      const [gone, here] = [listener(), listener()];
      const listening = await bell.listen(["media"], gone.onRing);
      await bell.ring("media");
      await soon(() => expect(gone.heard).toHaveLength(1));
      await listening.stop();
      await listening.stop();
      await bell.listen(["media"], here.onRing);
      await bell.ring("media");
      await soon(() => expect(here.heard).toHaveLength(1));
      expect(gone.heard).toHaveLength(1);
    });
    clause("rings in one lane while the listener is busy with another", async ({ bell }) => {
      const one = listener({ busy: true });
      await bell.listen(["media", "text"], one.onRing);
      await bell.ring("media");
      await soon(() => expect(one.heard).toEqual(["media"]));
      await bell.ring("text");
      await soon(() => expect(one.heard).toEqual(["media", "text"]));
      one.letGo();
    });
    clause("gives one who is busy what was rung meanwhile when he is done, one ring at a time", async ({ bell }) => {
      const one = listener({ busy: true });
      await bell.listen(["media"], one.onRing);
      await bell.ring("media");
      await soon(() => expect(one.heard).toHaveLength(1));
      for (let count = 0; count < 3; count++) await bell.ring("media");
      await pause(300);
      expect(one.heard).toHaveLength(1);
      one.letGo();
      await soon(() => expect(one.heard.length).toBeGreaterThan(1));
      await quiet(one.heard, 500);
      expect(one.heard.length).toBeLessThanOrEqual(4);
      expect(one.mostAtOnce()).toBe(1);
    });
    clause("leaves the rings of a busy listener to an idle one of another bell", async ({ bell, another }) => {
      const [busy, idle] = [listener({ busy: true }), listener()];
      await bell.listen(["media"], busy.onRing);
      await bell.ring("media");
      await soon(() => expect(busy.heard).toHaveLength(1));
      await (await another()).listen(["media"], idle.onRing);
      for (let count = 1; count <= 3; count++) {
        await bell.ring("media");
        await soon(() => expect(idle.heard).toHaveLength(count), 3_000);
      }
      expect(busy.heard).toHaveLength(1);
      busy.letGo();
    });
    clause("gives on the ring of a listener that is stopped while it is busy", async ({ bell, another }) => {
      const [busy, idle] = [listener({ busy: true }), listener()];
      const listening = await bell.listen(["media"], busy.onRing);
      await bell.ring("media");
      await soon(() => expect(busy.heard).toHaveLength(1));
      await (await another()).listen(["media"], idle.onRing);
      expect(await took(() => listening.stop())).toBeLessThan(SOON_MS);
      await soon(() => expect(idle.heard).toEqual(["media"]));
      busy.letGo();
    });
    clause("takes a thousand rings of ten callers, and is quiet afterwards", async ({ bell, another }) => {
      const [one, two, late] = [listener(), listener(), listener()];
      const other = await another();
      await bell.listen(["speech"], one.onRing);
      await other.listen(["speech"], two.onRing);
      const caller = async (own: Bell) => {
        for (let count = 0; count < 100; count++) await own.ring("speech");
      };
      await Promise.all(Array.from({ length: 10 }, (_, index) => caller(index % 2 ? bell : other)));
      await soon(() => expect(Math.min(one.heard.length, two.heard.length)).toBeGreaterThan(0));
      await quiet(one.heard, 2_000);
      await quiet(two.heard, 2_000);
      await (await another()).listen(["speech"], late.onRing);
      await pause(1_500);
      expect(late.heard).toEqual([]);
      await other.ring("speech");
      await soon(() => expect(one.heard.length + two.heard.length + late.heard.length).toBeGreaterThan(0));
    });
    clause("goes on after a listener has failed", async ({ bell }) => {
      let rings = 0;
      await bell.listen(["media"], async () => {
        rings++;
        throw new Error("no");
      });
      for (let count = 1; count <= 3; count++) {
        await bell.ring("media");
        await soon(() => expect(rings).toBe(count));
      }
      await pause(500);
      expect(rings).toBe(3);
    });
    clause("answers a check", async ({ bell }) => {
      await bell.check();
      await bell.check();
    });
    clause("rings all lanes once the queue is back, and is heard again", async ({ bell, another, broker }) => {
      const [one, two] = [listener(), listener()];
      await bell.listen(LANES, one.onRing);
      await (await another()).listen(["media"], two.onRing);
      await broker?.lose();
      await pause(1_000);
      one.heard.length = 0;
      await broker?.bringBack();
      await soon(() => expect(new Set(one.heard)).toEqual(new Set(LANES)), 40_000);
      await soon(() => expect(two.heard).toContain("media"), 40_000);
      await quiet(one.heard, 1_000);
      const before = one.heard.length;
      await vi.waitFor(() => bell.ring("text"), { timeout: 20_000, interval: 500 });
      await soon(() => expect(one.heard.slice(before)).toContain("text"), 40_000);
    });
    clause("fails soon while the queue is away, and works when it is back", async ({ bell, another, broker }) => {
      const other = await another();
      await bell.check();
      await broker?.lose();
      const asked = [
        ...[() => bell.ring("media"), () => bell.check(), () => other.ring("media", { delayMs: 10 })],
        () => other.listen(["media"], async () => {}),
      ];
      for (const ask of asked) {
        const begun = performance.now();
        const failure = await ask().then(
          () => null,
          (error: unknown) => error,
        );
        if (failure !== null) expect(failure).toMatchObject(unavailable);
        expect(performance.now() - begun).toBeLessThan(SOON_MS);
      }
      await expect(bell.check()).rejects.toMatchObject(unavailable);
      await broker?.bringBack();
      await vi.waitFor(() => bell.check(), { timeout: 20_000, interval: 500 });
      const one = listener();
      await vi.waitFor(() => other.listen(["text"], one.onRing), { timeout: 20_000, interval: 500 });
      await vi.waitFor(() => bell.ring("text"), { timeout: 20_000, interval: 500 });
      await soon(() => expect(one.heard).toContain("text"), 40_000);
    });
    clause("closes soon while a listener is busy, and may be closed twice", async ({ bell }) => {
      const one = listener({ busy: true });
      await bell.listen(LANES, one.onRing);
      for (const lane of LANES) await bell.ring(lane);
      await soon(() => expect(one.heard).toHaveLength(LANES.length));
      expect(await took(() => bell.close())).toBeLessThan(SOON_MS);
      await bell.close();
      one.letGo();
    });
    clause("closes soon while the queue is away", async ({ bell, broker }) => {
      const one = listener({ busy: true });
      const listening = await bell.listen(LANES, one.onRing);
      await bell.ring("media");
      await soon(() => expect(one.heard).toContain("media"));
      await broker?.lose();
      await pause(200);
      expect(await took(() => bell.close())).toBeLessThan(SOON_MS);
      expect(await took(() => listening.stop())).toBeLessThan(SOON_MS);
      one.letGo();
      await broker?.bringBack();
    });
    clause("rings nobody after it was closed", async ({ bell }) => {
      const one = listener();
      await bell.listen(["media"], one.onRing);
      await bell.ring("media", { delayMs: 300 });
      await bell.close();
      // Who rings then either is told, or rings for nobody.
      await bell.ring("media").catch((error: unknown) => expect(error).toMatchObject(unavailable));
      await pause(1_000);
      expect(one.heard).toEqual([]);
    });
    it("leaves out only clauses that exist, and says why", () => {
      expect(Object.entries(except).filter(([title, reason]) => !clauses.has(title) || reason === "")).toEqual([]);
    });
  });
}

/** Clauses that a queue within one process has nothing for. */
export const WITHOUT_BROKER: Readonly<Record<string, string>> = {
  "rings all lanes once the queue is back, and is heard again": "there is no broker to be away",
  "fails soon while the queue is away, and works when it is back": "there is no broker to be away",
  "closes soon while the queue is away": "there is no broker to be away",
};

/** Clauses that a queue has nothing for which gives every ring to every listener. */
export const RINGS_EVERYBODY: Readonly<Record<string, string>> = {
  "gives on the ring of a listener that is stopped while it is busy":
    "every listener has heard every ring, so there is none to be given on",
};
