import { Failure, type FailureCode } from "../../domain/failure.ts";

/** What the web framework's own refusals mean here, where their status alone does not say it well. */
const DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY:
    "The body is empty though its type says JSON. Send a JSON object, or leave Content-Type out.",
  FST_ERR_CTP_INVALID_JSON_BODY: "The body is not valid JSON.",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "The body is not as long as its Content-Length says.",
  FST_ERR_BAD_URL: "The address is not valid: it holds an escape like %zz that stands for nothing.",
  FST_ERR_MAX_PARAM_LENGTH: "A part of the address is too long.",
  FST_MP_PREMATURE_CLOSE: "The form broke off before its end.",
  FST_INVALID_MULTIPART_CONTENT_TYPE: "The body is not multipart/form-data.",
  FST_PARTS_LIMIT: "The form has too many parts.",
  FST_FILES_LIMIT: "The form has too many files. Send one recording a request.",
  FST_FIELDS_LIMIT: "The form has too many fields.",
};

const BY_STATUS: Readonly<Record<number, { code: FailureCode; detail: string }>> = {
  404: { code: "route-not-found", detail: "There is nothing at this address." },
  406: { code: "media-type-unsupported", detail: "The body is of a type that is not read here." },
  413: { code: "request-too-large", detail: "The body is larger than is allowed here." },
  415: { code: "media-type-unsupported", detail: "The body is of a type that is not read here. See Content-Type." },
};

/** How multipart bodies are found broken; these errors carry neither a code nor a status. */
const BROKEN_FORM = /^(Unexpected end of multipart data|Part terminated early|Multipart: Boundary not found|Malformed)/;

/** A refusal of the web framework as a `Failure` of our own; null for what is neither, that is, a bug. */
export function toFailure(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return null;
  if (BROKEN_FORM.test(error.message))
    return new Failure(
      "request-invalid",
      "The form is broken: a part has no end, or Content-Type has not the boundary between parts.",
    );
  if (!("statusCode" in error) || typeof error.statusCode !== "number") return null;
  if (error.statusCode < 400 || error.statusCode >= 500) return null;
  const known = "code" in error && typeof error.code === "string" ? DETAILS[error.code] : undefined;
  const { code, detail } = BY_STATUS[error.statusCode] ?? {
    code: "request-invalid" as const,
    detail: "The request cannot be read.",
  };
  return new Failure(code, known ?? detail, { cause: error });
}
