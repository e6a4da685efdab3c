import { z } from "zod";
import { retryAfterMs } from "../../domain/retry-after.ts";

/** What a transcription of half a minute never comes near: more is no answer. */
const MOST_BYTES = 16_000_000;
/** A service that wants to be left alone for longer is not waited for: whoever asks can come again. */
const LONGEST_WAIT_MS = 30_000;

/** A request as the SDK makes it. */
export type RequestOptions = NonNullable<Parameters<typeof fetch>[1]>;

const refusal = z.object({ error: z.object({ code: z.string().nullish(), type: z.string().nullish() }) });

/**
 * Sends one request and reads the whole answer, so that the time the SDK allows holds for all of it. Follows no redirect:
 * the recording would be sent to an address that nobody chose.
 * Marks answers that the SDK is not to ask again about: no credit, and waits that are too long.
 */
export async function exchange(url: string | URL | Request, options?: RequestOptions): Promise<Response> {
  const { status, statusText, headers, body } = await fetch(url, { ...options, redirect: "manual" });
  const content = await readWhole(body);
  const marked = new Headers(headers);
  if (hasNoCredit(status, content) || waitMs(headers) > LONGEST_WAIT_MS) marked.set("x-should-retry", "false");
  return new Response(content.length === 0 ? null : content, { status, statusText, headers: marked });
}

async function readWhole(body: ReadableStream<Uint8Array> | null): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error("The answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function hasNoCredit(status: number, content: Buffer): boolean {
  if (status !== 429) return false;
  try {
    const { error } = refusal.parse(JSON.parse(content.toString()));
    return error.code === "insufficient_quota" || error.type === "insufficient_quota";
  } catch {
    return false; // anything else that is not JSON of that form
  }
}

function waitMs(headers: Headers): number {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  return milliseconds || retryAfterMs(headers.get("retry-after"));
}
