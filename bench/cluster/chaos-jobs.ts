import pRetry from "p-retry";
import { SCRIPTED } from "./scripted-engine.ts";

/** A job that the service has accepted. */
export interface Accepted {
  readonly id: string;
  /** Which recording, by its number. */
  readonly clip: number;
  readonly model: string;
  /** Somebody has asked to cancel it; it may have ended before. */
  cancelled: boolean;
}

/** One of several doors. */
export type Door = () => string | null;

const REAL = "onnx/whisper-base";
const PRIORITIES = ["high", "normal", "normal", "low"] as const;
/** A client that is in earnest tries again until it is told yes; its key makes that safe. */
const IN_EARNEST = { retries: 2_000, minTimeout: 100, maxTimeout: 1_000 };

async function ask(door: Door, path: string, init: RequestInit): Promise<Response> {
  const url = door();
  if (url === null) throw new Error("nobody is there");
  return fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(20_000) });
}

export interface Submission {
  readonly key: string;
  readonly clip: number;
  /** The recording, or where it can be fetched. */
  readonly content: Buffer | string;
  readonly isReal: boolean;
  readonly priority: number;
  /** Who is to be told of its end. */
  readonly webhook?: string;
}

/** Sends a recording, or its address, until it is accepted. */
export function submitJob(
  door: Door,
  { key, clip, content, isReal, priority, webhook }: Submission,
): Promise<Accepted> {
  const model = isReal ? REAL : SCRIPTED;
  const options = {
    model,
    language: "en",
    ...(webhook !== undefined && { webhook }),
    priority: PRIORITIES[priority % PRIORITIES.length] ?? "normal",
  };
  const request =
    typeof content === "string"
      ? { query: {}, type: "application/json", body: JSON.stringify({ ...options, url: content }) }
      : { query: { ...options, name: `clip-${clip}.wav` }, type: "audio/wav", body: new Uint8Array(content) };
  const headers = { "content-type": request.type, "idempotency-key": key };
  return pRetry(async () => {
    const answer = await ask(door, `/api/v1/transcribe?${new URLSearchParams(request.query)}`, {
      method: "POST",
      headers,
      body: request.body,
    });
    if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
    const { id } = (await answer.json()) as { id: string };
    return { id, clip, model, cancelled: false };
  }, IN_EARNEST);
}

/** Asks for a job's end. Whether it came in time is seen later. */
export async function cancel(door: Door, job: Accepted): Promise<void> {
  job.cancelled = true;
  await ask(door, `/api/v1/jobs/${job.id}`, { method: "DELETE" }).catch(() => undefined);
}

export interface JobState {
  readonly state: string;
  readonly partial: boolean;
  readonly error: { readonly code: string } | null;
}

export const readState = (door: Door, id: string): Promise<JobState> =>
  pRetry(async () => {
    const answer = await ask(door, `/api/v1/jobs/${id}`, {});
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as JobState;
  }, IN_EARNEST);

/** What must be the same each time a recording is heard. */
export const readContent = (door: Door, id: string): Promise<string> =>
  pRetry(async () => {
    const answer = await ask(door, `/api/v1/jobs/${id}/result?as=json`, {});
    if (!answer.ok) throw new Error(String(answer.status));
    const { segments, suppressed, coverage } = (await answer.json()) as Record<string, unknown>;
    return JSON.stringify({ segments, suppressed, coverage });
  }, IN_EARNEST);
