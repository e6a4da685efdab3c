import { exchange, jsonOf, type Question, textOf } from "./exchange.ts";
import { openLine } from "./line.ts";
import type { Link } from "./link.ts";
import type { Job, ResultForm, Transcript } from "./shapes.ts";

/** How long nothing may come before a connection counts as broken. */
const SILENCE_MS = 60_000;

export const pathOf = (id: string, below = ""): string => `api/v1/jobs/${encodeURIComponent(id)}${below}`;

/** How a job stands. */
export function readJob(link: Link, id: string, signal: AbortSignal): Promise<Job> {
  return ask(link, { path: pathOf(id) }, { signal, read: asJob });
}

/** Ends a job. Gives one that has ended back as it is. */
export function cancelJob(link: Link, id: string, signal: AbortSignal): Promise<Job> {
  return ask(link, { method: "DELETE", path: pathOf(id) }, { signal, read: asJob });
}

/** The transcript as the text of a file. */
export function readResult(link: Link, id: string, wanted: { form: ResultForm; signal: AbortSignal }): Promise<string> {
  return ask(link, { path: pathOf(id, "/result"), query: { as: wanted.form } }, { ...wanted, read: textOf });
}

export function readTranscript(link: Link, id: string, signal: AbortSignal): Promise<Transcript> {
  return ask(link, { path: pathOf(id, "/result"), query: { as: "json" } }, { signal, read: asTranscript });
}

type Read<Result> = (link: Link, response: Response, line: ReturnType<typeof openLine>) => Promise<Result>;

const asJob: Read<Job> = (link, response, line) =>
  jsonOf(link, { response, line, fields: ["id", "state", "progress"] });

const asTranscript: Read<Transcript> = (link, response, line) =>
  jsonOf(link, { response, line, fields: ["segments", "coverage"] });

async function ask<Result>(
  link: Link,
  question: Question,
  { signal, read }: { signal: AbortSignal; read: Read<Result> },
): Promise<Result> {
  const line = openLine(signal, SILENCE_MS);
  try {
    return await read(link, await exchange(link, question, line), line);
  } finally {
    line.close();
  }
}
