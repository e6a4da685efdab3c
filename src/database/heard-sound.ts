import { deserialize, serialize } from "node:v8";
import type { DetectorAnswer } from "../ports/speech-detector.ts";
import type { Database, Transaction } from "./schema.ts";

/** Blocks of a recording in the order they were listened to, counted from 0. */
export interface HeardBlocks {
  readonly first: number;
  readonly answers: readonly DetectorAnswer[];
}

/** Keeps what was heard of a recording until it has been cut. */
export async function addHeard(within: Transaction, job: string, { first, answers }: HeardBlocks): Promise<void> {
  await within
    .insertInto("heard_sound")
    .values({ job_id: job, first_block: first, answers: serialize(answers) })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** All that was heard of a recording without a gap from its beginning. */
export async function readHeard(db: Database, job: string): Promise<DetectorAnswer[]> {
  const rows = await db
    .selectFrom("heard_sound")
    .select(["first_block", "answers"])
    .where("job_id", "=", job)
    .orderBy("first_block")
    .execute();
  const heard: DetectorAnswer[] = [];
  for (const { first_block, answers } of rows) {
    if (first_block !== heard.length) break;
    heard.push(...(deserialize(answers) as DetectorAnswer[])); // as `addHeard` wrote it
  }
  return heard;
}

export async function forgetHeard(within: Transaction, job: string): Promise<void> {
  await within.deleteFrom("heard_sound").where("job_id", "=", job).execute();
}
