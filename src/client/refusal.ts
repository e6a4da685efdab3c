import { FAILURES, Failure, type FailureCode } from "../domain/failure.ts";
import { retryAfterMs } from "../domain/retry-after.ts";
import type { ServiceAddress } from "./service-address.ts";
import { ProblemShape } from "./shapes.ts";

/** An answer that was no success, as far as it was read. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** What is behind the failure that a refused answer became. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** When to come back; 0 where the answer did not say. */
  readonly retryAfterMs: number;

  constructor(answer: RefusedAnswer) {
    super(`answered with ${answer.status}`);
    this.retryAfterMs = retryAfterMs(headerOf(answer, "retry-after") ?? null);
  }
}

/** The failure for an answer that was no success: the service's own, or what a proxy in between has said. */
export function refusalOf(address: ServiceAddress, answer: RefusedAnswer): Failure {
  const cause = new Refusal(answer);
  const problem = problemIn(answer);
  if (problem === undefined) return foreignRefusal(address, answer, cause);
  const { code, detail = "" } = problem;
  if (isKnown(code)) return new Failure(code, detail, { cause });
  if (answer.status >= 500) {
    const request = headerOf(answer, "x-request-id");
    const named = request === undefined ? "" : ` as request ${request}`;
    const said = `The service at ${address.shown} met an error of its own. Its log has the cause${named}.`;
    return new Failure("service-unreachable", said, { cause });
  }
  return new Failure("request-invalid", `${detail || "The service refused this."} (${code})`, { cause });
}

/** Whether a failure of a newer service has a code that is known here. */
export const isKnown = (code: string): code is FailureCode => Object.hasOwn(FAILURES, code);

function problemIn({ headers, text }: RefusedAnswer) {
  if (!/^application\/(problem\+)?json\b/i.test(String(headers["content-type"]))) return undefined;
  try {
    return ProblemShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What is not written by a Scribewell service: by a proxy before it, or by something else at that address. */
function foreignRefusal({ shown }: ServiceAddress, answer: RefusedAnswer, cause: Refusal): Failure {
  const { status } = answer;
  const place = headerOf(answer, "location");
  if (status >= 300 && status < 400)
    return new Failure("route-not-found", `${shown} leads on to ${place ?? "elsewhere"}. Give that address.`, {
      cause,
    });
  if ([502, 503, 504].includes(status))
    return new Failure(
      "service-unreachable",
      `${shown} answers (${status}) that the service behind it cannot be reached. Check that it runs: scribewell serve.`,
      { cause },
    );
  if (status === 413)
    return new Failure(
      "request-too-large",
      `Something in front of ${shown} does not let through recordings of this size (413). Raise its limit.`,
      { cause },
    );
  if (status === 429)
    return new Failure("server-busy", `${shown} has been asked too often (429). Come back later.`, { cause });
  return notThisService(shown, String(status), cause);
}

/** The failure for an answer that no Scribewell service gives. */
export function notThisService(shown: string, said: string, cause: unknown): Failure {
  const detail = `What answers at ${shown} is no Scribewell service, or something in front of one (${said}).`;
  return new Failure("route-not-found", `${detail} Check the address.`, { cause });
}

function headerOf({ headers }: RefusedAnswer, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
