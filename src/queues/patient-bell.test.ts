import { setTimeout as pause } from "node:timers/promises";
import pino from "pino";
import { expect, it } from "vitest";
import type { Lane } from "../domain/piece.ts";
import type { Bell } from "../ports/bell.ts";
import { inProcessBell } from "./in-process.ts";
import { patientBell } from "./patient-bell.ts";

/** As far away as a broker: whoever listens does so after a while. */
function farAway(bell: Bell): Bell {
  return {
    ...bell,
    async listen(lanes, onRing) {
      await pause(50);
      return bell.listen(lanes, onRing);
    },
  };
}

it.each(["stopped", "closed"] as const)("rings nobody who has %s before he could listen", async (how) => {
  const bell = patientBell(farAway(inProcessBell()), pino({ level: "silent" }));
  const heard: Lane[] = [];
  const listening = await bell.listen(["media"], async (lane) => void heard.push(lane));
  await (how === "stopped" ? listening.stop() : bell.close());
  await pause(100);
  await bell.ring("media");
  await bell.close();
  expect(heard).toEqual([]);
});
