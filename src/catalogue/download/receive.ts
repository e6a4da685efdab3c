import { setTimeout as delay } from "node:timers/promises";
import pRetry, { AbortError } from "p-retry";
import type { Limits } from "./limits.ts";
import { SourceFault } from "./source-fault.ts";

/** How much of a file is here, and what the server called that version of it. 0 bytes ask for all of it. */
export interface ResumePoint {
  readonly bytes: number;
  readonly validator: string | null;
}

/** A file that a source has begun to send. */
export interface Opened {
  /** Where in the file the body begins: as asked, or 0 when the source cannot go on there. */
  readonly startsAt: number;
  /** Length of the whole file, where the source says it. */
  readonly totalBytes: number | null;
  /** Names this version of the file, so that a later try can go on with it; null when the source has no such name. */
  readonly validator: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** @throws {SourceFault} */
export type Open = (from: ResumePoint, signal: AbortSignal) => Promise<Opened>;

/** Where the bytes go. */
export interface Sink {
  /** Where to go on after a break. */
  resumePoint(): ResumePoint;
  /** Called with each answer before its bytes. When it starts at 0, what came before is void. */
  begin(opened: Opened): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
  /** Bytes of the file so far. */
  readonly position: number;
}

const TRIES_WITHOUT_PROGRESS = 3;
const FIRST_PAUSE_MS = 400;

/**
 * Moves a file from a source to a sink. A connection that breaks is made again and goes on where it broke,
 * as long as each try brings something; a source that brings nothing gets few tries and little time.
 * @throws {SourceFault} of the last try; whatever the sink throws.
 */
export async function receive(job: { open: Open; sink: Sink; limits: Limits; signal: AbortSignal }): Promise<void> {
  const { sink, limits, signal } = job;
  let lastProgress = Date.now();
  // Beyond where any try has come: one that always breaks at the same place brings nothing.
  let before = 0;
  let furthest = sink.position;
  const brought = () => sink.position > before;
  const attempt = async () => {
    before = furthest;
    try {
      await receiveOnce(job, () => {
        lastProgress = Date.now();
      });
    } catch (error) {
      furthest = Math.max(furthest, sink.position);
      signal.throwIfAborted();
      const again = error instanceof SourceFault && error.kind === "network";
      throw again ? error : new AbortError(error instanceof Error ? error : String(error));
    }
  };
  try {
    await pRetry(attempt, {
      retries: TRIES_WITHOUT_PROGRESS - 1,
      minTimeout: FIRST_PAUSE_MS,
      signal,
      shouldRetry: () => brought() || Date.now() - lastProgress < limits.patienceMs,
      shouldConsumeRetry: async () => {
        if (brought()) await delay(FIRST_PAUSE_MS, undefined, { signal }).catch(() => undefined);
        return !brought();
      },
    });
  } finally {
    // p-retry wraps what is not an Error; the caller gets the reason it gave.
    signal.throwIfAborted();
  }
}

async function receiveOnce(
  job: { open: Open; sink: Sink; limits: Limits; signal: AbortSignal },
  onProgress: () => void,
) {
  const { sink } = job;
  const guard = stallGuard(job.limits.stallMs);
  try {
    const from = sink.resumePoint();
    const opened = await job.open(from, AbortSignal.any([job.signal, guard.signal]));
    if (opened.startsAt !== 0 && opened.startsAt !== from.bytes) {
      throw new SourceFault("refused", "sent another part of the file than was asked for");
    }
    await sink.begin(opened);
    for await (const chunk of opened.body) {
      await sink.write(chunk);
      onProgress();
      guard.alive();
    }
    if (opened.totalBytes !== null && sink.position < opened.totalBytes) {
      throw new SourceFault("network", "broke off in the middle of a file");
    }
  } catch (error) {
    guard.signal.throwIfAborted();
    throw error;
  } finally {
    guard.stop();
  }
}

function stallGuard(stallMs: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new SourceFault("network", `has sent nothing for ${Math.round(stallMs / 1000)} s`));
  }, stallMs);
  return { signal: controller.signal, alive: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
