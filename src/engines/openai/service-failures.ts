import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import { faultCode } from "./fault-code.ts";
import { quotable } from "./quotable.ts";

/** Whose failure it is, and what must not be in its message. */
export interface Asked {
  /** `openai/whisper-1` */
  readonly name: string;
  readonly timeoutMs: number;
  /** The key, and what the service was told to expect. */
  readonly secrets: readonly string[];
}

const said = z.object({ message: z.string(), code: z.string().nullish(), type: z.string().nullish() }).partial();
const LATER = "Try again later, or choose a model of this machine";

/**
 * What an error of the SDK means to those who asked. Carries no cause: in those of the SDK are texts and headers.
 * Anything else is given back as it is.
 */
export function toFailure(error: unknown, asked: Asked): unknown {
  const { name, timeoutMs } = asked;
  const unreachable = (what: string) => new Failure("engine-unreachable", `The service of ${name} ${what}. ${LATER}`);
  if (error instanceof APIConnectionTimeoutError)
    return unreachable(`did not answer within ${timeoutMs / 1000} s, also when asked again`);
  if (error instanceof APIConnectionError)
    return unreachable(`cannot be reached, or broke off its answer (${faultCode(error) ?? "no connection"})`);
  // Of the answer, which may be half a transcript.
  if (error instanceof SyntaxError) return unreachable("answered with something that is no transcription");
  return error instanceof APIError ? fromStatus(error, asked) : error;
}

function fromStatus(error: APIError, asked: Asked): Failure {
  const { name } = asked;
  const status: number = error.status ?? 0;
  const { code, type, message = "" } = said.safeParse(error.error).data ?? {};
  const isAbout = (topic: string) => code === topic || type === topic;
  if (status === 401 || status === 403)
    return unavailable(`refused the key (${status}). Check OPENAI_API_KEY, and that it may use this model`, name);
  if (status === 402 || isAbout("insufficient_quota"))
    return unavailable(`has no credit left for the key in OPENAI_API_KEY (${status}). Add some, or use another`, name);
  if (status === 404 || isAbout("model_not_found"))
    return notFound(name, isAbout("model_not_found") || /model/i.test(message));
  if (status >= 300 && status < 400)
    return unavailable(
      `has moved (${status}), and a recording is sent to no other address than the one that was set. Set OPENAI_BASE_URL to the new one`,
      name,
    );
  if (status === 429)
    return new Failure("engine-unreachable", `The service of ${name} has too much to do (429). ${LATER}`);
  if (status >= 500 || status === 408 || status === 409)
    return new Failure(
      "engine-unreachable",
      `The service of ${name} failed (${status}), also when asked again. ${LATER}`,
    );
  return refused(status, quotable(message, asked.secrets), name);
}

const unavailable = (why: string, name: string) => new Failure("engine-unavailable", `The service of ${name} ${why}`);

const notFound = (name: string, isModel: boolean): Failure =>
  isModel
    ? new Failure(
        "model-unknown",
        `The service has no model ${name.slice(name.indexOf("/") + 1)}. Choose one that it has`,
      )
    : unavailable("has nothing at that address (404). Check OPENAI_BASE_URL, which usually ends with /v1", name);

const refused = (status: number, why: string | null, name: string): Failure =>
  new Failure(
    "engine-failed",
    `The service of ${name} refused the request (${status})${why === null ? "" : `: ${why}`}. Choose other options, or another model`,
  );
