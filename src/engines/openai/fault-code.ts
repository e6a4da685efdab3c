/** The system's word for what went wrong, such as `ECONNREFUSED`, from an error or what caused it. */
export function faultCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && typeof cause.code === "string" && /^[A-Z][A-Z0-9_]+$/.test(cause.code)) return cause.code;
  return undefined;
}
