/** What is known of a failure, beside its code and its words. */
interface Facts {
  readonly status?: number;
  readonly retryAfterMs?: number;
  readonly jobId?: string;
  readonly cause?: unknown;
}

/**
 * Why something was not done. Where the service refused it, `code`, `status` and `detail` are those of its answer (RFC 9457);
 * the codes are explained at its address under `/docs/errors`. Others are of the way there: `service-unreachable` where no
 * answer came, `route-not-found` where something else answers, `url-invalid`, `source-unreadable`.
 */
export class ScribewellError extends Error {
  override readonly name = "ScribewellError";
  /** Stable; meant for programs. */
  readonly code: string;
  /** Of the answer; null where there was none. */
  readonly status: number | null;
  /** When to come back; 0 where nothing was said of it. */
  readonly retryAfterMs: number;
  /** The job it is about, where one was opened. */
  readonly jobId: string | null;

  constructor(code: string, detail: string, { status, retryAfterMs = 0, jobId, cause }: Facts = {}) {
    super(detail, { cause });
    this.code = code;
    this.status = status ?? null;
    this.retryAfterMs = retryAfterMs;
    this.jobId = jobId ?? null;
  }

  /** What happened and what to do about it, for people. The same as `message`. */
  get detail(): string {
    return this.message;
  }
}

/** Whether the same may be asked again in a moment: the service is away, stopping or busy, or has said when to come back. */
export function isPassing(error: unknown): error is ScribewellError {
  if (!(error instanceof ScribewellError)) return false;
  const saysWhen = (error.status === 429 || error.status === 503) && error.retryAfterMs > 0;
  return saysWhen || PASSING.includes(error.code);
}

const PASSING = ["service-unreachable", "service-stopping", "server-busy", "internal-error"];
