import { Readable } from "node:stream";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import type { TranscriptionOptions } from "../domain/transcription.ts";
import type { Question } from "./exchange.ts";

/** A recording on its way to a service. */
export type SentRecording =
  /** The service fetches it. */
  | { readonly kind: "url"; readonly url: string }
  | {
      readonly kind: "content";
      /** For people; null where it has none. */
      readonly name: string | null;
      /** `application/octet-stream` where it is not known. */
      readonly mediaType: string;
      /** Null where it is not known. */
      readonly bytes: number | null;
      /** Gives the bytes from the first on. Called once, or once an attempt where `canReopen`. */
      open(): AsyncIterable<Uint8Array>;
      readonly canReopen: boolean;
    };

interface Watch {
  /** @param bytes sent so far */
  readonly onSent: (bytes: number) => void;
  readonly onAllSent: () => void;
}

/** The part of a question that carries a recording and what is asked of its transcription. */
export function sentBody(
  recording: SentRecording,
  options: TranscriptionOptions,
  watch: Watch,
): Pick<Question, "query" | "headers" | "body"> {
  if (recording.kind === "url") {
    watch.onAllSent();
    const headers = { "content-type": "application/json" };
    return { headers, body: JSON.stringify({ url: recording.url, ...options }) };
  }
  const { name, mediaType, bytes } = recording;
  return {
    query: { ...asStrings(options), name: name ?? undefined },
    headers: { "content-type": mediaType, ...(bytes !== null && { "content-length": String(bytes) }) },
    body: Readable.from(counted(recording, watch), { objectMode: false }),
  };
}

/** Each entry of a list ends with a line break: a term may have a comma in it. */
function asStrings(options: TranscriptionOptions): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((entry) => `${entry}\n`).join("") : String(value),
    ]),
  );
}

async function* counted(
  { open, bytes }: Extract<SentRecording, { kind: "content" }>,
  { onSent, onAllSent }: Watch,
): AsyncGenerator<Uint8Array> {
  let sent = 0;
  try {
    for await (const chunk of open()) {
      sent += chunk.length;
      if (bytes !== null && sent > bytes) break;
      yield chunk;
      onSent(sent);
    }
  } catch (error) {
    const code = codeOf(error) || "unknown";
    throw new Failure("source-unreadable", `The recording cannot be read to its end (${code}).`, { cause: error });
  }
  if (bytes !== null && sent !== bytes)
    throw new Failure("source-unreadable", "The file has changed while it was sent. Send it again when it is whole.");
  onAllSent();
}
