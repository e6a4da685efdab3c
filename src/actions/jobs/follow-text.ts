import type { RecogniseOutput } from "../../domain/piece.ts";
import type { Segment } from "../../domain/transcript.ts";
import type { Services } from "../../services.ts";
import type { JobName } from "./read-job.ts";
import { readTranscript } from "./read-transcript.ts";
import { watchJob } from "./watch-job.ts";

/**
 * The text of a job in the order in which it was spoken: each segment as soon as all that comes before it is settled. Ends
 * when the job does, or when the signal comes.
 * @throws {Failure} `job-not-found`; where it ends without a text `job-failed`, `job-cancelled`
 */
export async function* followText(
  services: Pick<Services, "db" | "jobs" | "news">,
  name: JobName & { signal: AbortSignal },
): AsyncGenerator<Segment> {
  let next = 0;
  let told = 0;
  for await (const event of watchJob(services, { ...name, after: 0 })) {
    if (event.type !== "progress") continue;
    for (const { ordinal, output } of await settledFrom(services, name, next)) {
      if (ordinal !== next) break;
      next++;
      for (const segment of output.segments) {
        yield segment;
        told = segment.end;
      }
    }
  }
  if (name.signal.aborted) return;
  const { transcript } = await readTranscript(services, name);
  // What no piece told of: text that an earlier job gave, or pieces that were given up.
  for (const segment of transcript.segments) if (segment.start >= told) yield segment;
}

async function settledFrom(
  { db }: Pick<Services, "db">,
  { tenant, id }: JobName,
  first: number,
): Promise<{ ordinal: number; output: RecogniseOutput }[]> {
  const rows = await db
    .selectFrom("pieces")
    .select(["ordinal", "output"])
    .where("job_id", "=", id)
    .where("tenant_id", "=", tenant)
    .where("stage", "=", "recognise")
    .where("state", "=", "done")
    .where("ordinal", ">=", first)
    .orderBy("ordinal")
    .execute();
  return rows.map(({ ordinal, output }) => ({ ordinal, output: output as RecogniseOutput })); // as its stage writes it
}
