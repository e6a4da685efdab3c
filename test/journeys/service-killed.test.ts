import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOf, submit, untilFinished } from "../../bench/service/running-service.ts";
import type { JobJson } from "../../src/http/shapes/job.ts";
import { childrenOf } from "../support/child-processes.ts";
import { longRecording } from "../support/long-recording.ts";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";
import { missing } from "../support/speech.ts";

// A service that ends in the middle of a job, and its successor on the same directory.

const skip = missing("SPEECH_DIR", "MODELS_MIRROR");
/** Less than a lease that nobody renews lasts: the successor does not wait for its end. */
const SUCCESSION_MS = 30_000;
const QUERY = "&model=onnx/whisper-base&language=en";

describe.skipIf(skip !== undefined)(
  `a service that ends in the middle${skip ? ` (skipped: ${skip})` : ""}`,
  {
    timeout: 120_000,
  },
  () => {
    let workplace: Workplace;
    let recording: string;
    let undisturbed: string;
    let undisturbedMs: number;
    beforeAll(async () => {
      workplace = await openWorkplace();
      recording = await longRecording(workplace.folder, 75);
      const service = await workplace.start();
      const begun = performance.now();
      const { id } = await submit(service.url, recording, QUERY);
      expect((await untilFinished(service.url, id)).state).toBe("succeeded");
      undisturbedMs = performance.now() - begun;
      undisturbed = await contentOf(service.url, id);
      expect(await service.stop()).toBe(0);
    }, 120_000);
    afterAll(() => workplace.clear());

    async function restart(settings = {}): Promise<RunningService> {
      const service = await workplace.start(settings);
      console.log(`serves ${(service.startMs / 1000).toFixed(1)} s after its start`);
      return service;
    }

    async function read(service: RunningService, id: string): Promise<JobJson> {
      const response = await fetch(`${service.url}/api/v1/jobs/${id}`);
      return JSON.parse(await response.text());
    }

    /** A job of which something has been recognised, and something not. */
    async function jobInTheMiddle(service: RunningService): Promise<string> {
      const { id } = await submit(service.url, recording, QUERY);
      let job = await read(service, id);
      while (job.progress.pieces.done === 0) {
        await pause(20);
        job = await read(service, id);
      }
      expect(job.state).toBe("running");
      return id;
    }

    async function expectUndisturbed(service: RunningService, id: string): Promise<void> {
      const begun = performance.now();
      expect(await untilFinished(service.url, id)).toMatchObject({ state: "succeeded", partial: false, error: null });
      expect(performance.now() - begun).toBeLessThan(undisturbedMs + SUCCESSION_MS);
      expect(await contentOf(service.url, id)).toBe(undisturbed);
      const response = await fetch(`${service.url}/api/v1/jobs/${id}/events`);
      const numbers = (await response.text()).match(/(?<=^id: )\d+$/gm)?.map(Number) ?? [];
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }

    it("is killed, and its successor ends the job with the same text", async () => {
      const service = await restart();
      const id = await jobInTheMiddle(service);
      const engines = childrenOf(service.pid);
      expect(engines.length).toBeGreaterThan(0);
      await service.kill();
      const successor = await restart();
      await expectUndisturbed(successor, id);
      for (const { pid } of engines) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
      expect(await successor.stop()).toBe(0);
    });

    it("is asked to stop, hands the job back, and its successor ends it with the same text", async () => {
      const service = await restart({ STOP_GRACE_SECONDS: "0" });
      const id = await jobInTheMiddle(service);
      expect(await service.stop()).toBe(0);
      expect(childrenOf(service.pid)).toEqual([]);
      const successor = await restart();
      expect((await read(successor, id)).state).toBe("running");
      await expectUndisturbed(successor, id);
    });
  },
);
