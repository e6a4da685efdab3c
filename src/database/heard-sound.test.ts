import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { DetectorAnswer } from "../ports/speech-detector.ts";
import { addHeard, readHeard } from "./heard-sound.ts";
import { endJob } from "./jobs.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;
let job: string;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(async () => {
  await database.clear();
  job = await database.addJob({ pieces: [] });
});
afterAll(() => database.close());

const answer = (value: number): DetectorAnswer => ({
  probabilities: Float32Array.of(value, 1 / 3),
  memory: { hidden: Float32Array.of(value), cell: Float32Array.of(Math.PI), context: new Float32Array(0) },
});
const add = (first: number, ...answers: DetectorAnswer[]) =>
  database.db.transaction().execute((within) => addHeard(within, job, { first, answers }));

it("gives back exactly what was heard, up to the first gap", async () => {
  await add(0, answer(1), answer(2));
  await add(2, answer(3));
  await add(5, answer(6));
  expect(await readHeard(database.db, job)).toEqual([answer(1), answer(2), answer(3)]);
});

it("keeps the first of two answers about the same blocks", async () => {
  await add(0, answer(1));
  await add(0, answer(9));
  expect(await readHeard(database.db, job)).toEqual([answer(1)]);
});

it("keeps nothing of a job that has ended", async () => {
  await add(0, answer(1));
  await database.db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
  expect(await readHeard(database.db, job)).toEqual([]);
});
