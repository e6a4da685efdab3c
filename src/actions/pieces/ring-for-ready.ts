import type { Services } from "../../services.ts";

/** Rings for every lane in which something is ready: rings may be lost. */
export async function ringForReady({ db, bell }: Pick<Services, "db" | "bell">): Promise<void> {
  const lanes = await db.selectFrom("open_work").select("lane").distinct().where("ready", ">", 0).execute();
  for (const { lane } of lanes) await bell.ring(lane);
}
