import type { Link } from "./link.ts";
import { addressOf, type Parcel, parcelOf, parcelOfJson, type Recording, type SentRecording } from "./recording.ts";
import { type SendOptions, sendPatiently } from "./send.ts";
import type { Asked, Job, Upload } from "./shapes.ts";

export interface SubmitOptions extends SendOptions, Asked {
  /** Makes several calls with the same key one job. Left out, each call is a job of its own. */
  readonly idempotencyKey?: string;
}

/**
 * Opens a job for a recording. Sends it again, up to three times, where the connection broke or the service was busy; all
 * attempts have one idempotency key, so that they make one job.
 * @throws {ScribewellError} the service's own, `service-unreachable`, `source-unreadable`, `url-invalid`
 */
export async function submit(
  link: Link,
  recording: Recording,
  { signal, onSent, idempotencyKey = newKey(), ...asked }: SubmitOptions = {},
): Promise<Job> {
  const options = { ...(signal && { signal }), ...(onSent && { onSent }) };
  const delivery = { path: "api/v1/transcribe", idempotencyKey, fields: ["id", "state", "progress"] } as const;
  return sendPatiently<Job>(link, { ...delivery, ...carried(recording, asked) }, options);
}

/**
 * Keeps a recording for jobs to come, which name it by its `url`.
 * @throws {ScribewellError} the service's own, `service-unreachable`, `source-unreadable`
 */
export function upload(link: Link, recording: SentRecording, options: SendOptions = {}): Promise<Upload> {
  const delivery = { path: "api/v1/uploads", query: {}, fields: ["id", "url"] } as const;
  return sendPatiently<Upload>(link, { ...delivery, parcel: parcelOf(recording) }, options);
}

function carried(
  recording: Recording,
  asked: Asked,
): { readonly parcel: Parcel; readonly query: Record<string, string | undefined> } {
  const url = addressOf(recording);
  if (url !== undefined) return { parcel: parcelOfJson({ ...asked, url }), query: {} };
  const parcel = parcelOf(recording as SentRecording); // it has no address
  return { parcel, query: { name: parcel.name, ...asQuery(asked) } };
}

/** Each entry of most lists ends with a line break: a term may have a comma in it. */
function asQuery(asked: Asked): Record<string, string> {
  const written = ([name, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [name, String(value)];
    const isPlain = name === "labels" || name === "webhookEvents";
    return [name, isPlain ? value.join(",") : value.map((entry) => `${entry}\n`).join("")];
  };
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([, value]) => value !== undefined)
      .map(written),
  );
}

/** `crypto.randomUUID` is not there for pages that came without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
