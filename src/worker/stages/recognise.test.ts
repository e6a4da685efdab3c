import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { claim, never, statesOf, submit } from "../../actions/testing/play-job.ts";
import { s3BlobStore } from "../../blobs/s3/s3.ts";
import { startSilentStore } from "../../blobs/testing/silent-store.ts";
import { courtesy } from "../courtesy.ts";
import { runPiece } from "../run-piece.ts";
import { openWorkerPlace, type WorkerPlace } from "../testing/open-worker-place.ts";

vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "a secret of a test");

let place: WorkerPlace;

beforeAll(async () => {
  place = await openWorkerPlace();
});
beforeEach(() => place.reset());
afterAll(() => place.close());

it.each([false, true])(
  "waits for no store when it is stopped, silent at once or after it began: %s",
  async (begins) => {
    const way = await startSilentStore({ begins });
    const silent = s3BlobStore({ bucket: "recordings", prefix: "", endpoint: way.url, scratch: "unused" });
    const job = await submit(place.services, { content: "010", options: { language: "en" } });
    await runPiece(place.services, await claim(place.services, "prepare"), { stopping: never, manners: courtesy() });
    const piece = await claim(place.services, "recognise");
    const stopping = new AbortController();
    const running = runPiece({ ...place.services, blobs: silent }, piece, {
      stopping: stopping.signal,
      manners: courtesy(),
    });
    await expect.poll(() => way.requests.length, { timeout: 20_000 }).toBe(1);
    const from = performance.now();
    stopping.abort(new Error("The service is stopping"));
    expect(await running).toBe("fit");
    expect(performance.now() - from).toBeLessThan(SOON_MS);
    expect(place.engine.pieces).toEqual([]);
    // Handed back, as if it had not been taken.
    expect(await statesOf(place.services, job)).toEqual(["ready"]);
    await way.close();
  },
);
