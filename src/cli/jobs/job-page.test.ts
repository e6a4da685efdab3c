import { expect, it } from "vitest";
import { exampleJob } from "../../client/testing/play-service.ts";
import { jobPage } from "./job-page.ts";

const now = Date.parse("2030-01-31T12:00:00.000Z");

it("tells all of a job that runs", () => {
  expect(jobPage(exampleJob(), now)).toBe(`\
id         0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11
state      running, 49 %, 0:21 left
recording  talk.mp3 (5.2 MB, audio/mpeg)
length     5:13
speech     2:00 of 4:40 recognised, 6 of 14 pieces
model      onnx/whisper-base
language   English (detected)
task       transcribe
priority   0
created    2030-01-31T09:30:00.000Z (2 h ago)
started    2030-01-31T09:30:00.120Z (2 h ago)
`);
});

it("tells why a job failed, in one line", () => {
  const error = { code: "media-unreadable", detail: "It is\nno recording.", retry: false } as const;
  expect(jobPage(exampleJob({ state: "failed", error }), now)).toContain(
    "\nstate      failed\nerror      It is no recording. [media-unreadable]\n",
  );
});

it("tells that a part is missing, and how to mend that", () => {
  expect(jobPage(exampleJob({ state: "succeeded", partial: true }), now)).toMatch(
    /^state +succeeded, though .+jobs retry/m,
  );
});

it("tells where a job that waits stands", () => {
  const stateOf = (queue: { ahead: number; startsInSeconds: number | null }) =>
    /^state +(.+)$/m.exec(jobPage(exampleJob({ state: "queued", queue }), now))?.[1];
  expect(stateOf({ ahead: 0, startsInSeconds: null })).toBe("queued, next");
  expect(stateOf({ ahead: 12, startsInSeconds: 95 })).toBe("queued, 12 ahead, starts in about 1:35");
  expect(stateOf({ ahead: 1000, startsInSeconds: null })).toBe("queued, 1000 or more ahead");
});
