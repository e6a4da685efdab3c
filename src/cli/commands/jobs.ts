import type { Job } from "../../client/index.ts";
import { Failure } from "../../domain/failure.ts";
import { JOB_STATES, type JobState } from "../../domain/job.ts";
import { type Command, readCommandLine } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { didYouMean } from "../arguments/nearest.ts";
import { jobPage } from "../jobs/job-page.ts";
import { jobTable } from "../jobs/job-table.ts";
import { chosenServer, SERVER_FLAG } from "../remote/chosen-server.ts";
import type { ServiceClient } from "../remote/service-client.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { chosenFormats } from "../transcribing/choices.ts";

/** `scribewell jobs`: what a service has to do and has done. */
export const jobsCommand: Command = {
  help: `List, show, cancel and retry the jobs of a service, and get their results.

  scribewell jobs list [flags]      the newest first
      --state STATE                 queued, running, succeeded, failed or cancelled;
                                    several with commas
      --limit N                     at most so many; default 20
  scribewell jobs show ID           how it stands, and what was asked
  scribewell jobs cancel ID         end it; what works on it stops within 2 seconds
      --purge                       erase it, its recording and its text
  scribewell jobs retry ID          run again what failed, was cancelled or given up
  scribewell jobs result ID         the transcript, on standard output
  -f, --format FORMAT               txt (default), srt, vtt or json

All of them take
      --json                        the answer as JSON
      --server URL                  the service to ask. Left out, it is SERVER_URL, or
                                    the one running on DATA_DIR, or 127.0.0.1:8000

Examples
  scribewell jobs list --state queued,running
  scribewell jobs result 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11 -f srt > talk.srt
  scribewell jobs list --state failed --json | jq -r '.[].error.detail'

${environmentHelp(["SERVER_URL", "SERVER_KEY", "DATA_DIR"])}

Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted.
`,

  async run([name, ...words], terminal) {
    const verb = VERBS.find((known) => known === name);
    if (verb) return ACTIONS[verb](words, terminal);
    const wrong =
      name === undefined ? "Say what to do with jobs." : `Jobs know no "${name}".${didYouMean(name, VERBS)}`;
    throw new Failure("option-invalid", `${wrong} There are ${VERBS.join(", ")}.`);
  },
};

const VERBS = ["list", "show", "cancel", "retry", "result"] as const;

const FLAGS = { ...SERVER_FLAG, json: { type: "boolean" } } as const;

/** Each reads its words first, so that wrong use is told before anything is asked. */
const ACTIONS: Record<(typeof VERBS)[number], (words: readonly string[], terminal: Terminal) => Promise<number>> = {
  async list(words, terminal) {
    const text = { type: "string" } as const;
    const flags = { ...FLAGS, state: { ...text, multiple: true }, limit: text } as const;
    const { values, positionals } = readCommandLine(words, flags);
    if (positionals[0] !== undefined)
      throw new Failure("option-invalid", `"jobs list" takes flags only, and has been given "${positionals[0]}".`);
    const wanted = { states: chosenStates(values.state), limit: chosenLimit(values.limit) };
    const { jobs, isAll } = await newestJobs(await chosenServer(values.server, terminal), wanted, terminal);
    if (values.json) await print(terminal, jsonOf(jobs));
    else if (jobs.length > 0) await print(terminal, jobTable(jobs, terminal.stdout, Date.now()));
    if (!values.json) sayNotes(jobs, { isAll, ...wanted }, terminal);
    return EXIT.done;
  },

  async show(words, terminal) {
    const { values, positionals } = readCommandLine(words, FLAGS);
    const id = onlyId(positionals);
    const job = await (await chosenServer(values.server, terminal)).readJob(id, terminal);
    await print(terminal, values.json ? jsonOf(job) : jobPage(job, Date.now()));
    return EXIT.done;
  },

  async cancel(words, terminal) {
    const flags = { ...FLAGS, purge: { type: "boolean" } } as const;
    const { values, positionals } = readCommandLine(words, flags);
    const id = onlyId(positionals);
    const client = await chosenServer(values.server, terminal);
    if (!values.purge) {
      const job = await client.cancelJob(id, terminal);
      const said = job.state === "cancelled" ? "cancelled" : `had ended before: ${job.state}`;
      return answer(terminal, values.json ? job : `${id}: ${said}`);
    }
    const receipt = await client.purgeJob(id, terminal);
    const later = receipt.blobsErased ? "" : "; its files follow as soon as the store answers again";
    return answer(terminal, values.json ? receipt : `${id}: erased${later}`);
  },

  async retry(words, terminal) {
    const { values, positionals } = readCommandLine(words, FLAGS);
    const id = onlyId(positionals);
    const job = await (await chosenServer(values.server, terminal)).retryJob(id, terminal);
    return answer(terminal, values.json ? job : `${id}: ${job.state} again`);
  },

  async result(words, terminal) {
    const flags = { ...FLAGS, format: { type: "string", short: "f", multiple: true } } as const;
    const { values, positionals } = readCommandLine(words, flags);
    const id = onlyId(positionals);
    const [form = "txt", ...others] = chosenFormats([...(values.format ?? []), ...(values.json ? ["json"] : [])]);
    if (others.length > 0) throw new Failure("option-invalid", "Only one format goes to standard output.");
    const client = await chosenServer(values.server, terminal);
    await print(terminal, await client.readResult(id, { form, signal: terminal.signal }));
    return EXIT.done;
  },
};

const jsonOf = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** A result goes to standard output as JSON; what is only said goes beside it. */
async function answer(terminal: Terminal, what: object | string): Promise<number> {
  if (typeof what === "string") say(terminal, what);
  else await print(terminal, jsonOf(what));
  return EXIT.done;
}

function onlyId([id, ...others]: readonly string[]): string {
  if (id !== undefined && others.length === 0) return id;
  throw new Failure("option-invalid", 'Name one job by its id. "scribewell jobs list" shows them.');
}

function chosenStates(values: readonly string[] | undefined): JobState[] | undefined {
  return values
    ?.flatMap((value) => value.split(","))
    .filter((word) => word.trim() !== "")
    .map((word) => {
      const state = JOB_STATES.find((known) => known === word.trim().toLowerCase());
      if (state) return state;
      const there = `There are ${JOB_STATES.join(", ")}.`;
      throw new Failure("option-invalid", `There is no state "${word}".${didYouMean(word, JOB_STATES)} ${there}`);
    });
}

function chosenLimit(value = "20"): number {
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100_000) return limit;
  throw new Failure("option-invalid", `--limit must be a whole number from 1 to 100000, not "${value}".`);
}

const LARGEST_PAGE = 200;

async function newestJobs(
  client: ServiceClient,
  { states, limit }: { states: JobState[] | undefined; limit: number },
  { signal }: Terminal,
): Promise<{ jobs: Job[]; isAll: boolean }> {
  const jobs: Job[] = [];
  let after: string | null | undefined;
  while (after !== null && jobs.length < limit) {
    const page = await client.listJobs({
      ...(states && { states }),
      ...(after !== undefined && { after }),
      limit: Math.min(limit - jobs.length, LARGEST_PAGE),
      signal,
    });
    jobs.push(...page.jobs);
    after = page.next;
  }
  return { jobs, isAll: after === null };
}

function sayNotes(
  jobs: readonly Job[],
  { isAll, states }: { isAll: boolean; states: JobState[] | undefined },
  terminal: Terminal,
): void {
  if (jobs.length === 0) say(terminal, `there are no ${states ? `jobs that are ${states.join(" or ")}` : "jobs"}`);
  if (jobs.some(({ partial }) => partial))
    say(terminal, "* some of it had to be given up; jobs retry tries that again");
  if (!isAll) say(terminal, "there are older ones; --limit shows more");
}
