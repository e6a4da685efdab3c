import { z } from "zod";
import { FAILURES, Failure, type FailureCode } from "../../domain/failure.ts";

/** Every code an answer may carry: those of a `Failure`, and the one for bugs. */
export type ProblemCode = FailureCode | "internal-error";

/** How each code reads over HTTP. A code without a line here does not compile. */
export const PROBLEMS: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  "source-not-found": { status: 422, title: "Recording not found" },
  "source-not-a-file": { status: 422, title: "Not a file" },
  "source-unreadable": { status: 400, title: "Recording broke off" },
  "url-invalid": { status: 400, title: "Address not valid" },
  "url-refused": { status: 422, title: "Address refused" },
  "url-unreachable": { status: 422, title: "Address cannot be reached" },
  "media-empty": { status: 422, title: "Recording is empty" },
  "media-unreadable": { status: 422, title: "Recording cannot be read" },
  "media-without-sound": { status: 422, title: "Recording has no sound" },
  "media-refused": { status: 422, title: "Recording refused" },
  "media-too-long": { status: 422, title: "Recording too long" },
  "decoder-unavailable": { status: 503, title: "Decoder not available" },
  "model-unknown": { status: 422, title: "Model not known" },
  "model-unavailable": { status: 503, title: "Model not available" },
  "model-corrupt": { status: 503, title: "Model damaged" },
  "language-unsupported": { status: 422, title: "Language not supported" },
  "task-unsupported": { status: 422, title: "Task not supported" },
  "format-unknown": { status: 400, title: "Format not known" },
  "option-invalid": { status: 400, title: "Option not valid" },
  "settings-invalid": { status: 500, title: "Settings not valid" },
  "engine-unavailable": { status: 503, title: "Engine not available" },
  "engine-lost": { status: 503, title: "Engine lost" },
  "worker-lost": { status: 503, title: "Worker lost" },
  "engine-failed": { status: 500, title: "Engine gave up" },
  "engine-unreachable": { status: 503, title: "Remote engine cannot be reached" },
  "remote-not-allowed": { status: 403, title: "Remote engine not allowed" },
  "usage-limit-reached": { status: 429, title: "Usage limit reached" },
  "output-unwritable": { status: 500, title: "Result cannot be written" },
  "disk-full": { status: 507, title: "Disk full" },
  "blob-not-found": { status: 404, title: "File not found" },
  "data-directory-unusable": { status: 500, title: "Data directory cannot be used" },
  "data-directory-in-use": { status: 500, title: "Data directory in use" },
  "request-invalid": { status: 400, title: "Request not valid" },
  "route-not-found": { status: 404, title: "Nothing at this address" },
  "method-not-allowed": { status: 405, title: "Method not allowed" },
  "media-type-unsupported": { status: 415, title: "Media type not supported" },
  "request-too-large": { status: 413, title: "Request too large" },
  "host-refused": { status: 403, title: "Host refused" },
  "origin-refused": { status: 403, title: "Origin refused" },
  "push-refused": { status: 401, title: "Push refused" },
  "key-missing": { status: 401, title: "Key missing" },
  "key-refused": { status: 401, title: "Key refused" },
  "scope-missing": { status: 403, title: "Not allowed to this key" },
  "model-not-allowed": { status: 403, title: "Model not allowed to this key" },
  "rate-limit-reached": { status: 429, title: "Too many requests" },
  "quota-reached": { status: 429, title: "Quota reached" },
  "key-not-found": { status: 404, title: "Key not found" },
  "sign-in-off": { status: 404, title: "No sign-in here" },
  "sign-in-refused": { status: 403, title: "Sign-in refused" },
  "sign-in-unavailable": { status: 503, title: "Sign-in not available" },
  "user-exists": { status: 409, title: "User exists" },
  "user-not-found": { status: 404, title: "User not found" },
  "last-admin": { status: 409, title: "Last admin" },
  "idempotency-key-reused": { status: 422, title: "Idempotency key used for something else" },
  "batch-not-found": { status: 404, title: "Batch not found" },
  "job-not-found": { status: 404, title: "Job not found" },
  "receipt-not-found": { status: 404, title: "Receipt not found" },
  "job-not-finished": { status: 409, title: "Job not finished" },
  "job-failed": { status: 409, title: "Job failed" },
  "job-cancelled": { status: 409, title: "Job cancelled" },
  "job-not-retryable": { status: 409, title: "Job cannot be retried" },
  "recording-not-here": { status: 409, title: "Recording not here" },
  "upload-not-direct": { status: 409, title: "No direct upload here" },
  "upload-not-found": { status: 404, title: "Upload not found" },
  "upload-offset-wrong": { status: 409, title: "Upload goes on elsewhere" },
  "upload-busy": { status: 423, title: "Upload busy" },
  "tus-version-unsupported": { status: 412, title: "Version of tus not supported" },
  "webhook-not-found": { status: 404, title: "Webhook not found" },
  "webhook-paused": { status: 409, title: "Webhook paused" },
  "webhook-not-accepted": { status: 422, title: "Webhook not accepted" },
  "delivery-not-found": { status: 404, title: "Delivery not found" },
  "secrets-unavailable": { status: 503, title: "Secrets cannot be kept" },
  "server-busy": { status: 429, title: "Server busy" },
  "database-unavailable": { status: 503, title: "Database not available" },
  "queue-unavailable": { status: 503, title: "Queue not available" },
  "storage-unavailable": { status: 503, title: "Storage not available" },
  "service-stopping": { status: 503, title: "Service stopping" },
  "service-unreachable": { status: 503, title: "Service cannot be reached" },
  "address-in-use": { status: 500, title: "Address in use" },
  "internal-error": { status: 500, title: "Internal error" },
};

/** RFC 9457 problem details, as every failed request is answered with. */
export const problemSchema = z
  .object({
    type: z.string().describe("Link to the page that explains the code."),
    title: z.string().describe("The code in words; the same for each problem of its kind."),
    status: z.int().min(400).max(599).describe("The HTTP status."),
    detail: z.string().optional().describe("What happened this time, and what to do about it. Left out for a bug."),
    code: z.string().describe("Stable; meant for programs."),
    instance: z.string().describe("Identifies the request; also in the log and in the header X-Request-Id."),
    errors: z
      .array(
        z.object({
          in: z.enum(["path", "query", "header", "body"]),
          field: z.string().describe("Empty where the part as a whole is wrong."),
          message: z.string(),
        }),
      )
      .optional()
      .describe("Each wrong field, where the request was not valid."),
    retryAfter: z
      .int()
      .optional()
      .describe("Seconds after which the same may go well, where waiting helps; also in the header Retry-After."),
    jobId: z.string().optional().describe("The job it is about, where a job failed while its client waited."),
  })
  .meta({ id: "Problem" });

/** @see problemSchema */
export type Problem = z.output<typeof problemSchema>;

/** The problem for a code, for example the one a job failed with. `instance` identifies the request. */
export function problemOfCode(code: ProblemCode, detail: string | undefined, instance: string): Problem {
  const { title, status } = PROBLEMS[code];
  const retryAfter = retryAfterOf(code);
  return {
    type: `/docs/errors#${code}`,
    title,
    status,
    code,
    instance,
    ...(detail !== undefined && { detail }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** Seconds to wait for what passes by itself, by status. */
const PAUSES: Readonly<Record<number, number>> = { 429: 10, 503: 5 };

const retryAfterOf = (code: ProblemCode): number | undefined =>
  code !== "internal-error" && FAILURES[code].retry ? PAUSES[PROBLEMS[code].status] : undefined;

/** The problem for anything thrown. Only a `Failure` says why: the message of a bug may hold what nobody else should read. */
export function problemOf(error: unknown, instance: string): Problem {
  if (!(error instanceof Failure)) return problemOfCode("internal-error", undefined, instance);
  const { code, message, retryAfterSeconds: retryAfter } = error;
  return { ...problemOfCode(code, message, instance), ...(retryAfter !== undefined && { retryAfter }) };
}
