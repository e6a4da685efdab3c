import { Failure } from "../../domain/failure.ts";
import type { Handling } from "../../domain/handling.ts";
import type { Limits } from "../../services.ts";

/**
 * Says how long a job is kept where it says nothing itself. What it asks for counts from now on and in whatever state it is;
 * what the service says counts from its end, so that nothing is erased before it ran.
 * @throws {Failure} `option-invalid` where it asks for longer than it may
 */
export function withRetention({ retention = {} }: Pick<Limits, "retention">, handling: Handling = {}): Handling {
  const { mostSeconds = Number.POSITIVE_INFINITY, defaultSeconds } = retention;
  const { keepSeconds } = handling;
  if (keepSeconds !== undefined && keepSeconds > mostSeconds)
    throw new Failure(
      "option-invalid",
      `\`keepSeconds\` may be ${mostSeconds} here at most, and ${keepSeconds} was asked for. Give less, or leave it out.`,
    );
  if (keepSeconds !== undefined || defaultSeconds === undefined) return handling;
  return { ...handling, keepAfterEndSeconds: defaultSeconds };
}
