import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { z } from "zod";
import { markdownTable } from "../../src/benchmark/markdown-table.ts";

// What a cluster needs for so many hours of sound a day, from what jobs and their sound were measured to cost.
// usage: npm run -s bench:costs | tail -1 | npm run -s bench:scaling -- [--hours 1000000] [--minutes 10] [--speed 20] [--cores 8] [--claim 10]

const { values } = parseArgs({
  options: {
    hours: { type: "string", default: "1000000" },
    /** Of a recording. */
    minutes: { type: "string", default: "10" },
    /** Seconds of sound that a core recognises in a second. */
    speed: { type: "string", default: "20" },
    /** Cores of a worker that recognise. */
    cores: { type: "string", default: "8" },
    /** Milliseconds of the database's processor for a claim among many tenants and pieces at work: see `npm run bench:claims`. */
    claim: { type: "string", default: "10" },
    /** Of the busiest hour to the mean. */
    peak: { type: "string", default: "2" },
    /** Kilobytes of a second as it is sent. */
    sent: { type: "string", default: "8" },
  },
});

const cost = z.object({ job: z.number(), hour: z.number() });
const Costs = z.object({
  database: cost,
  api: cost,
  worker: cost,
  transactions: cost,
  logBytes: cost,
  pieces: cost,
  /** What a worker takes of the database in a second while nothing happens. */
  rest: z.object({ database: z.number(), transactions: z.number() }),
});

const SPEECH_SHARE = 0.8;
const STRETCH_BYTES_A_SECOND = 32_000;
const DAY = 86_400;

const costs = Costs.parse(JSON.parse(await text(process.stdin)));
const [hours, minutes, speed] = [Number(values.hours), Number(values.minutes), Number(values.speed)];
const peak = Number(values.peak);
const jobs = ((hours * 60) / minutes / DAY) * peak;
const sound = ((hours * 3_600) / DAY) * peak;
const of = ({ job, hour }: z.infer<typeof cost>) => jobs * job + (sound / 3_600) * hour;
const pieces = of(costs.pieces);
const workers = Math.ceil(sound / speed / Number(values.cores));
// Each piece of recognition, and of each job what comes before and after them.
const claims = pieces + 2 * jobs;
const database = {
  work: of(costs.database),
  rest: workers * costs.rest.database,
  claims: (claims * Number(values.claim)) / 1e3,
};
const transactions = { work: of(costs.transactions), rest: workers * costs.rest.transactions };
const sum = (parts: Record<string, number>) => Object.values(parts).reduce((total, part) => total + part, 0);
const round = (value: number) => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en"));

console.log(
  markdownTable([
    ["in the busiest hour", "needed"],
    ["jobs a second", round(jobs)],
    ["pieces a second", round(pieces)],
    ["cores for recognition", round(sound / speed)],
    [`workers, with ${values.cores} such cores each`, round(workers)],
    ["cores of workers beside it (decoding, cutting, bookkeeping)", round(of(costs.worker))],
    ["cores of APIs", round(of(costs.api))],
    ["claims a second", round(claims)],
    ["cores of the database: what jobs and their sound take", round(database.work)],
    ["– what workers take at rest", round(database.rest)],
    ["– claims among many tenants and pieces at work", round(database.claims)],
    ["– together", round(sum(database))],
    ["transactions a second: of jobs and their sound", round(transactions.work)],
    ["– of workers at rest", round(transactions.rest)],
    ["– together", round(sum(transactions))],
    ["write-ahead log, MB/s", round(of(costs.logBytes) / 1e6)],
    ["rings a second", round(pieces + 3 * jobs)],
    ["into the store: recordings, MB/s", round((sound * Number(values.sent)) / 1e3)],
    ["into the store and out again: stretches, MB/s", round((sound * SPEECH_SHARE * STRETCH_BYTES_A_SECOND) / 1e6)],
  ]),
);
