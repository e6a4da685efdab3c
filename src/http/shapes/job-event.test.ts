import { expect, it } from "vitest";
import type { JobEventBody } from "../../domain/job.ts";
import { eventJson, JobEventShape } from "./job-event.ts";

const progress = {
  decodedSeconds: 1,
  totalSeconds: null,
  speechSeconds: 0.5,
  recognisedSeconds: 0,
  fraction: 0,
  pieces: { done: 0, known: 1 },
};

const BODIES: readonly JobEventBody[] = [
  { type: "job-queued" },
  { type: "job-started" },
  { type: "model-chosen", model: "onnx/whisper-base" },
  { type: "language-detected", language: "en", probability: 0.98 },
  {
    type: "segment-final",
    segment: { start: 0, end: 1, text: "Ask.", words: [{ start: 0, end: 1, text: "Ask.", confidence: 1 }] },
  },
  { type: "progress", progress },
  { type: "warning", message: "The model has no word times." },
  { type: "job-succeeded", partial: false },
  { type: "job-failed", error: { code: "media-unreadable", detail: "It is no recording.", retry: false } },
  { type: "job-cancelled" },
];

it.each(BODIES)("documents $type as it is sent", (body) => {
  const sent = JSON.parse(JSON.stringify(eventJson({ ...body, sequence: 1, at: new Date(0) })));
  expect(sent.at).toBe("1970-01-01T00:00:00.000Z");
  expect(JobEventShape.parse(sent)).toEqual(sent);
});
