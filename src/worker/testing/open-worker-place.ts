import { setTimeout as pause } from "node:timers/promises";
import { readJob } from "../../actions/jobs/read-job.ts";
import { openWorkplace } from "../../actions/testing/open-workplace.ts";
import { endPauses, TENANT } from "../../actions/testing/play-job.ts";
import type { Job } from "../../domain/job.ts";
import { isFinished } from "../../domain/job.ts";
import {
  type Answer,
  digitDecoder,
  loudnessDetector,
  playedEngine,
  windowText,
} from "../../pipeline/testing/played-ports.ts";
import type { InstalledModel, ModelStore } from "../../ports/model-store.ts";
import type { Services } from "../../services.ts";

/** A workplace with a played decoder, detector and engine: recordings are digits, and the engine answers as it is told. */
export async function openWorkerPlace(given: Partial<Services> = {}) {
  let answer: Answer = (window) => [windowText(window)];
  const engine = playedEngine((...asked) => answer(...asked));
  const { name } = engine;
  const installed: InstalledModel = { name, files: {}, family: "whisper", tasks: null };
  const listing = { name, family: "whisper", languages: "any", tasks: ["transcribe"], installed: {} };
  const models = { list: async () => [listing], require: async () => installed } as unknown as ModelStore; // nothing else is asked
  const place = await openWorkplace({
    decoder: digitDecoder,
    detector: async () => loudnessDetector,
    engines: { open: async () => engine, states: () => [], close: async () => {} },
    models,
    surroundings: async () => ({ engines: ["onnx"], accelerated: [], roomBytes: null }),
    ...given,
  });
  const { services } = place;

  return {
    ...place,
    engine,
    /** What the engine says from here on. */
    answerWith(next: Answer): void {
      answer = next;
    },
    /** The job once it has finished; pauses between tries are cut short. */
    async finished(id: string): Promise<Job> {
      for (;;) {
        const job = await readJob(services, { tenant: TENANT, id });
        if (isFinished(job.state)) return job;
        await pause(50);
        await endPauses(services);
        for (const lane of ["media", "speech", "text"] as const) await services.bell.ring(lane);
      }
    },
    async reset(): Promise<void> {
      await place.clear();
      answer = (window) => [windowText(window)];
      engine.asked.length = 0;
      engine.pieces.length = 0;
    },
  };
}

export type WorkerPlace = Awaited<ReturnType<typeof openWorkerPlace>>;
