import { problemSchema } from "../problems/problems.ts";

/** What each status says where it comes with a problem. */
export const PROBLEM_MEANINGS = {
  400: "Something in the request is wrong; `detail` names it.",
  401: "Who asks has not shown that they may; `code` says what is missing.",
  403: "The key is good and may not do this: `scope-missing`, `model-not-allowed`.",
  404: "There is no such thing; `code` says of what kind, for example `job-not-found`.",
  409: "It is not in a state for this; `code` says in which it is.",
  412: "The request does not say `Tus-Resumable: 1.0.0`: `tus-version-unsupported`.",
  413: "The recording is too large: `request-too-large`.",
  415: "The body is of a type or coding that is not read here: `media-type-unsupported`.",
  416: "There is no such part of the recording. `Content-Range` says how long it is.",
  422: "The request is well written and cannot be done, for example `media-empty`, `model-unknown` or `idempotency-key-reused`. Or the client waited for a job that failed: its problem, with `jobId`.",
  423: "Another request is at work on it: `upload-busy`.",
  426: "This address speaks WebSocket only.",
  429: "There is too much to do, or the key has asked for too much: `server-busy`, `rate-limit-reached`, `quota-reached`. `Retry-After` says when to come back.",
  500: "A bug, or a job that failed for one while the client waited: `internal-error`.",
  503: "Something the work needs is not there, or the service is stopping. `Retry-After` says when to come back.",
  507: "The disk is full: `disk-full`.",
} as const;

interface ProblemAnswer {
  readonly description: string;
  readonly content: { readonly "application/problem+json": { readonly schema: typeof problemSchema } };
}

/** Documents the problems a route may answer with. */
export function problemAnswers<Status extends keyof typeof PROBLEM_MEANINGS>(
  ...statuses: readonly Status[]
): Record<Status, ProblemAnswer> {
  const answers = statuses.map((status) => [
    status,
    { description: PROBLEM_MEANINGS[status], content: { "application/problem+json": { schema: problemSchema } } },
  ]);
  return Object.fromEntries(answers) as Record<Status, ProblemAnswer>; // the keys are the statuses given
}
