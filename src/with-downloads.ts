import { Readable } from "node:stream";
import type { TranscriptionEvent } from "./domain/transcription.ts";
import type { DownloadProgress } from "./ports/model-store.ts";

/** Does work that may download, yields the downloads as events while it runs, and returns what the work gave. */
export async function* withDownloads<Result>(
  work: (onProgress: (progress: DownloadProgress) => void) => Promise<Result>,
): AsyncGenerator<TranscriptionEvent, Result> {
  const events = new Readable({ objectMode: true, read() {} });
  const result = work((progress) => events.push({ ...progress, type: "download" }));
  const end = () => events.push(null);
  result.then(end, end);
  yield* events as AsyncIterable<TranscriptionEvent>; // a Readable is untyped; only downloads are pushed
  return result;
}
