/**
 * Every way the product can refuse or fail, by code.
 *
 * `retry` says whether doing the same again can help. `fault` says whose turn it is:
 * `use` when the request has to change, `work` when it was right and could not be done.
 * Each code has one paragraph in `docs/errors.md`.
 */
export const FAILURES = {
  "source-not-found": { retry: false, fault: "use" },
  "source-not-a-file": { retry: false, fault: "use" },
  "source-unreadable": { retry: false, fault: "work" },
  "url-invalid": { retry: false, fault: "use" },
  "url-refused": { retry: false, fault: "work" },
  "url-unreachable": { retry: true, fault: "work" },
  "media-empty": { retry: false, fault: "work" },
  "media-unreadable": { retry: false, fault: "work" },
  "media-without-sound": { retry: false, fault: "work" },
  "media-refused": { retry: false, fault: "work" },
  "media-too-long": { retry: false, fault: "work" },
  "decoder-unavailable": { retry: false, fault: "work" },
  "model-unknown": { retry: false, fault: "use" },
  "model-unavailable": { retry: true, fault: "work" },
  "model-corrupt": { retry: true, fault: "work" },
  "language-unsupported": { retry: false, fault: "use" },
  "task-unsupported": { retry: false, fault: "use" },
  "format-unknown": { retry: false, fault: "use" },
  "option-invalid": { retry: false, fault: "use" },
  "settings-invalid": { retry: false, fault: "use" },
  "engine-unavailable": { retry: false, fault: "work" },
  "engine-lost": { retry: true, fault: "work" },
  "engine-failed": { retry: false, fault: "work" },
  "engine-unreachable": { retry: true, fault: "work" },
  "remote-not-allowed": { retry: false, fault: "use" },
  "usage-limit-reached": { retry: true, fault: "use" },
  "output-unwritable": { retry: false, fault: "work" },
  "disk-full": { retry: true, fault: "work" },
  "blob-not-found": { retry: false, fault: "work" },
  "request-invalid": { retry: false, fault: "use" },
  "route-not-found": { retry: false, fault: "use" },
  "method-not-allowed": { retry: false, fault: "use" },
  "media-type-unsupported": { retry: false, fault: "use" },
  "request-too-large": { retry: false, fault: "use" },
  "host-refused": { retry: false, fault: "use" },
  "origin-refused": { retry: false, fault: "use" },
  "push-refused": { retry: false, fault: "use" },
  "key-missing": { retry: false, fault: "use" },
  "key-refused": { retry: false, fault: "use" },
  "scope-missing": { retry: false, fault: "use" },
  "model-not-allowed": { retry: false, fault: "use" },
  "rate-limit-reached": { retry: true, fault: "use" },
  "quota-reached": { retry: false, fault: "use" },
  "key-not-found": { retry: false, fault: "use" },
  "sign-in-off": { retry: false, fault: "use" },
  "sign-in-refused": { retry: false, fault: "use" },
  "sign-in-unavailable": { retry: true, fault: "work" },
  "user-exists": { retry: false, fault: "use" },
  "user-not-found": { retry: false, fault: "use" },
  "last-admin": { retry: false, fault: "use" },
  "idempotency-key-reused": { retry: false, fault: "use" },
  "batch-not-found": { retry: false, fault: "use" },
  "job-not-found": { retry: false, fault: "use" },
  "receipt-not-found": { retry: false, fault: "use" },
  "job-not-finished": { retry: true, fault: "use" },
  "job-failed": { retry: false, fault: "work" },
  "job-cancelled": { retry: false, fault: "use" },
  "job-not-retryable": { retry: false, fault: "use" },
  "recording-not-here": { retry: true, fault: "use" },
  "upload-not-direct": { retry: false, fault: "use" },
  "upload-not-found": { retry: false, fault: "use" },
  "upload-offset-wrong": { retry: false, fault: "use" },
  "upload-busy": { retry: true, fault: "use" },
  "tus-version-unsupported": { retry: false, fault: "use" },
  "webhook-not-found": { retry: false, fault: "use" },
  "webhook-paused": { retry: false, fault: "use" },
  "webhook-not-accepted": { retry: true, fault: "work" },
  "delivery-not-found": { retry: false, fault: "use" },
  "secrets-unavailable": { retry: false, fault: "work" },
  "server-busy": { retry: true, fault: "work" },
  "database-unavailable": { retry: true, fault: "work" },
  "queue-unavailable": { retry: true, fault: "work" },
  "storage-unavailable": { retry: true, fault: "work" },
  "service-stopping": { retry: true, fault: "work" },
  "service-unreachable": { retry: true, fault: "work" },
  "worker-lost": { retry: true, fault: "work" },
  "address-in-use": { retry: false, fault: "use" },
  "data-directory-unusable": { retry: false, fault: "use" },
  "data-directory-in-use": { retry: true, fault: "use" },
} as const satisfies Record<string, { retry: boolean; fault: "use" | "work" }>;

export type FailureCode = keyof typeof FAILURES;

/** A failure with a known cause. Its message names the cause and, where there is one, the remedy. Anything else thrown is a bug. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  /** After how long there will be room, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: FailureCode, detail: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(detail, options);
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get retry(): boolean {
    return FAILURES[this.code].retry;
  }

  get fault(): "use" | "work" {
    return FAILURES[this.code].fault;
  }
}
