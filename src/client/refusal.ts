import { retryAfterMs } from "./retry-after.ts";
import { ScribewellError } from "./scribewell-error.ts";
import type { ServiceAddress } from "./service-address.ts";
import type { Problem } from "./shapes.ts";

/** An answer that was no success, and what it said. */
export interface RefusedAnswer {
  readonly response: Response;
  /** Read as JSON where it is that, else as text. */
  readonly said: unknown;
}

/** The error for an answer that was no success: the service's own, or what a proxy in between has said. */
export function refusalOf(address: ServiceAddress, { response, said }: RefusedAnswer): ScribewellError {
  if (!isProblem(response, said)) return foreignRefusal(address, response);
  const { status } = response;
  const { code, detail, jobId } = said;
  const facts = { status, retryAfterMs: retryAfterMs(response), ...(jobId !== undefined && { jobId }) };
  if (code !== "internal-error") return new ScribewellError(code, detail ?? "The service refused this.", facts);
  const request = response.headers.get("x-request-id");
  const named = request === null ? "" : ` as request ${request}`;
  const bug = `The service at ${address.shown} met an error of its own. Its log has the cause${named}.`;
  return new ScribewellError(code, bug, facts);
}

function isProblem({ headers }: Response, said: unknown): said is Pick<Problem, "code" | "detail" | "jobId"> {
  if (!/^application\/(problem\+)?json\b/i.test(headers.get("content-type") ?? "")) return false;
  if (typeof said !== "object" || said === null || !("code" in said) || typeof said.code !== "string") return false;
  return !("detail" in said) || typeof said.detail === "string";
}

/** What is not written by a Scribewell service: by a proxy before it, or by something else at that address. */
function foreignRefusal({ shown }: ServiceAddress, response: Response): ScribewellError {
  const { status, headers, type } = response;
  const facts = { status, retryAfterMs: retryAfterMs(response) };
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    const detail = `${shown} leads on to ${headers.get("location") ?? "elsewhere"}. Give that address.`;
    return new ScribewellError("route-not-found", detail, facts);
  }
  if ([502, 503, 504].includes(status)) {
    const detail = `${shown} answers (${status}) that the service behind it cannot be reached. Check that it runs: scribewell serve.`;
    return new ScribewellError("service-unreachable", detail, facts);
  }
  if (status === 413) {
    const detail = `Something in front of ${shown} does not let through recordings of this size (413). Raise its limit.`;
    return new ScribewellError("request-too-large", detail, facts);
  }
  if (status === 429)
    return new ScribewellError("server-busy", `${shown} has been asked too often (429). Come back later.`, facts);
  return notThisService(shown, String(status), facts);
}

/** The error for an answer that no Scribewell service gives. */
export function notThisService(
  shown: string,
  said: string,
  facts: { readonly status?: number; readonly cause?: unknown } = {},
): ScribewellError {
  const detail = `What answers at ${shown} is no Scribewell service, or something in front of one (${said}).`;
  return new ScribewellError("route-not-found", `${detail} Check the address.`, facts);
}
