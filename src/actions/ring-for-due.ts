import type { Services } from "../services.ts";

/** Rings for every lane in which a piece is due: bells may be lost, and pauses run out. */
export async function ringForDue({ db, bell }: Pick<Services, "db" | "bell">): Promise<void> {
  const due = await db
    .selectFrom("pieces")
    .select("lane")
    .distinct()
    .where("state", "=", "ready")
    .where("run_after", "<=", (eb) => eb.fn<Date>("now"))
    .execute();
  for (const { lane } of due) await bell.ring(lane);
}
