import type { Engine } from "../../ports/engine.ts";
import type { BreakerState, EngineState, Engines } from "../../ports/engines.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import { residentMemory } from "../../processes/resident-memory.ts";
import { withBreaker } from "./with-breaker.ts";

export interface EnginePoolOptions {
  openEngine(model: InstalledModel): Promise<Engine>;
  /** Without work for so long an engine gives its memory back. */
  readonly idleMs: number;
  /** Most memory that loaded models may take together, in bytes. The one that has rested longest is unloaded first. */
  readonly memoryBytes?: number | undefined;
  /** Failures in a row after which an engine is left alone, and for how long. */
  readonly breaker: { readonly failures: number; readonly restMs: number };
  /** About what a model will take, in bytes, before it was measured. */
  expectedBytes(model: InstalledModel): Promise<number>;
}

interface Entry {
  readonly model: InstalledModel;
  readonly engine: Engine;
  readonly breaker: () => BreakerState;
  calls: number;
  lastUsed: number;
  memoryBytes: number;
  loadSeconds: number | null;
  idle: NodeJS.Timeout | undefined;
}

/** Opens an empty pool. Nothing is loaded before it is asked or warmed. */
export function enginePool(options: EnginePoolOptions): Engines {
  const { openEngine, breaker } = options;
  const opening = new Map<string, Promise<Entry>>();
  const entries: Entry[] = [];
  let closed = false;

  async function openEntry(model: InstalledModel): Promise<Entry> {
    const { engine, state } = withBreaker(await openEngine(model), breaker);
    const figures = { calls: 0, lastUsed: 0, memoryBytes: 0, loadSeconds: null, idle: undefined };
    const entry = { model, engine, breaker: state, ...figures };
    entries.push(entry);
    return entry;
  }

  return {
    async open(model) {
      // A process started now would have nobody to end it.
      if (closed) throw new Error("The engines have been closed");
      const open = opening.get(model.name) ?? openEntry(model);
      opening.set(model.name, open);
      open.catch(() => opening.delete(model.name));
      return pooled(await open, entries, options);
    },
    states: () => entries.map(stateOf),
    async close() {
      closed = true;
      const all = await Promise.allSettled(opening.values());
      await Promise.all(all.map((result) => (result.status === "fulfilled" ? closeEntry(result.value) : undefined)));
    },
  };
}

/** The engine, with room made for it before it is loaded, and its memory given back when it has rested. */
function pooled(entry: Entry, entries: readonly Entry[], options: EnginePoolOptions): Engine {
  const { engine } = entry;

  function begin(): void {
    entry.calls++;
    clearTimeout(entry.idle);
  }

  function end(): void {
    entry.calls--;
    entry.lastUsed = Date.now();
    if (entry.calls > 0) return;
    entry.idle = setTimeout(() => void engine.unload(), options.idleMs);
    entry.idle.unref();
  }

  /** Whatever is the matter, who asks is told: warming is no question. */
  async function during(work: () => Promise<void> | void): Promise<void> {
    begin();
    try {
      await makeRoom(entry, entries, options);
      await work();
    } finally {
      end();
    }
  }

  return {
    ...engine,
    async *recognise(windows, asked, signal) {
      begin();
      try {
        await makeRoom(entry, entries, options);
        yield* engine.recognise(windows, asked, signal);
        await weigh(entry);
      } finally {
        end();
      }
    },
    warm: (seconds) => void during(() => engine.warm(seconds)).catch(() => {}),
    load: () => during(() => load(entry)),
  };
}

async function weigh(entry: Entry): Promise<void> {
  entry.memoryBytes = Math.max(entry.memoryBytes, await residentMemory(entry.engine.processes()));
}

/** One that is loaded already takes no time, which says nothing. */
async function load(entry: Entry): Promise<void> {
  const { engine } = entry;
  const isLoaded = engine.processes().length > 0;
  const started = performance.now();
  await engine.load();
  if (!isLoaded) entry.loadSeconds = (performance.now() - started) / 1000;
  await weigh(entry);
}

async function closeEntry({ idle, engine }: Entry): Promise<void> {
  clearTimeout(idle);
  await engine.close();
}

const stateOf = ({ model, engine, calls, memoryBytes, loadSeconds, breaker }: Entry): EngineState => ({
  model: model.name,
  isLoaded: engine.processes().length > 0,
  calls,
  memoryBytes,
  loadSeconds,
  breaker: breaker(),
});

/**
 * Unloads what rests, the longest first, until there is room for this one. With the others at work there is none to be
 * made: it is loaded all the same, as work that waits for ever helps nobody.
 */
async function makeRoom(wanted: Entry, entries: readonly Entry[], options: EnginePoolOptions): Promise<void> {
  const { memoryBytes: budget, expectedBytes } = options;
  if (budget === undefined || wanted.engine.processes().length > 0) return;
  // A remote model has no files and takes nothing here.
  const needOf = async ({ memoryBytes, model }: Entry) =>
    Object.keys(model.files).length === 0 ? 0 : memoryBytes || (await expectedBytes(model));
  const needed = await needOf(wanted);
  if (needed === 0) return;
  const sizes = new Map<Entry, number>();
  for (const other of entries) {
    const pids = other.engine.processes();
    if (other === wanted || (pids.length === 0 && other.calls === 0)) continue;
    // One that is just being loaded holds little yet.
    sizes.set(other, Math.max(await residentMemory(pids), await needOf(other)));
  }
  let used = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  const resting = [...sizes.keys()].filter(({ calls }) => calls === 0).sort((a, b) => a.lastUsed - b.lastUsed);
  for (const entry of resting) {
    if (used + needed <= budget) return;
    // Asked in the meantime: it is of use again.
    if (entry.calls > 0) continue;
    await entry.engine.unload();
    used -= sizes.get(entry) ?? 0;
  }
}
