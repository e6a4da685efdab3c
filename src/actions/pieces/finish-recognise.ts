import { sql } from "kysely";
import { appendEvents, newWarnings } from "../../database/events.ts";
import type { JobEventBody } from "../../domain/job.ts";
import type { ClaimedPiece, RecogniseOutput } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { appendProgress, finish } from "./finish.ts";

/** What recognising a stretch has shown. */
export interface RecognisedStretch {
  readonly output: RecogniseOutput;
  /** Settled here for the rest of the recording; null when it is not sure, or was known before. */
  readonly language: { readonly language: string; readonly probability: number } | null;
  readonly speechSeconds: number;
}

/** Ends a recognise piece: its text is final, and told in order with everything else. @throws {PieceTaken} */
export async function finishRecognise(
  services: Pick<Services, "db" | "bell" | "news">,
  piece: ClaimedPiece,
  { output, language, speechSeconds }: RecognisedStretch,
): Promise<void> {
  const { job } = piece;
  await finish(services, piece, output, async (within) => {
    await within
      .updateTable("jobs")
      .set((eb) => ({
        recognised_seconds: eb("recognised_seconds", "+", speechSeconds),
        pieces_done: eb("pieces_done", "+", 1),
        // Another engine took over, or memory was short: the next time it may be better.
        ...(output.warnings.length > 0 && { result_key: null }),
        language: sql<string | null>`coalesce(language, ${language?.language ?? null})`,
      }))
      .where("id", "=", job)
      .execute();
    // An engine says of every piece what it cannot do; a reader is told once.
    const warnings = await newWarnings(within, job, output.warnings);
    const events: JobEventBody[] = [
      ...(language ? [{ type: "language-detected", ...language } as const] : []),
      ...warnings.map((message) => ({ type: "warning", message }) as const),
      ...output.segments.map((segment) => ({ type: "segment-final", segment }) as const),
    ];
    await appendEvents(within, job, events);
    await appendProgress(within, job);
  });
}
