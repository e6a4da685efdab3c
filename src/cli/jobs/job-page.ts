import type { Job } from "../../client/index.ts";
import { LANGUAGES } from "../../domain/languages.ts";
import { age, byteSize, clock, percent } from "../terminal/quantities.ts";
import { tableLines } from "../terminal/table.ts";
import { withoutControls } from "../terminal/terminal.ts";
import { recordingOf } from "./job-table.ts";

/** All that a person wants to know of one job, a line each. */
export function jobPage(job: Job, now: number): string {
  const { parameters, progress, error } = job;
  const rows: [string, string | null][] = [
    ["id", job.id],
    ["state", stateOf(job)],
    ["error", error && `${error.detail} [${error.code}]`],
    ["recording", sourceOf(job.source)],
    ["length", progress.totalSeconds === null ? null : clock(progress.totalSeconds)],
    ["speech", speechOf(progress)],
    ["model", job.model ?? parameters.model],
    ["language", languageOf(job)],
    ["task", parameters.task],
    ["prompt", parameters.prompt],
    ["priority", String(job.priority)],
    ["created", momentOf(job.createdAt, now)],
    ["started", momentOf(job.startedAt, now)],
    ["finished", momentOf(job.finishedAt, now)],
    ["deleted", job.expiresAt === null ? null : `${job.expiresAt}, when its time is over`],
  ];
  const given = rows.flatMap(([name, value]) => (value === null ? [] : [[name, withoutControls(value)]]));
  return tableLines(given)
    .map((line) => `${line}\n`)
    .join("");
}

function stateOf({ state, partial, queue, progress: { fraction, etaSeconds } }: Job): string {
  if (queue) return `${state}, ${placeOf(queue)}`;
  if (partial) return `${state}, though some of it had to be given up: "jobs retry" tries that again`;
  if (state !== "running") return state;
  return `${state}, ${percent(fraction)}${etaSeconds === null ? "" : `, ${clock(etaSeconds)} left`}`;
}

function placeOf({ ahead, startsInSeconds }: NonNullable<Job["queue"]>): string {
  const place = ahead === 0 ? "next" : `${ahead}${ahead >= 1_000 ? " or more" : ""} ahead`;
  return startsInSeconds === null ? place : `${place}, starts in about ${clock(startsInSeconds)}`;
}

function sourceOf(source: Job["source"]): string {
  const name = recordingOf(source);
  if (source.kind === "url") return name;
  return `${name} (${[byteSize(source.bytes), source.mediaType].filter(Boolean).join(", ")})`;
}

function speechOf({ speechSeconds, recognisedSeconds, pieces }: Job["progress"]): string | null {
  if (pieces.known === 0) return null;
  const share = `${clock(recognisedSeconds)} of ${clock(speechSeconds)} recognised`;
  return `${share}, ${pieces.done} of ${pieces.known} pieces`;
}

function languageOf({ language, parameters }: Job): string | null {
  if (language === null) return null;
  return `${LANGUAGES[language] ?? language}${parameters.language === null ? " (detected)" : ""}`;
}

function momentOf(time: string | null, now: number): string | null {
  return time === null ? null : `${time} (${age((now - Date.parse(time)) / 1000)} ago)`;
}
