import { Failure } from "../../domain/failure.ts";

/** Behind a colon there are at most sixty of it. */
const CLOCK = /^(?:(?:(\d+):(?=[0-5]?\d:))?(\d+):(?=[0-5]?\d(?:\.|$)))?(\d+(?:\.\d+)?)$/;

/**
 * A moment of a recording in seconds, written as `90`, `1:30` or `1:02:03.5`.
 * @throws {Failure} `option-invalid` that names the flag.
 */
export function moment(flag: string, value: string): number {
  const [whole, hours = "0", minutes = "0", seconds = "0"] = CLOCK.exec(value.trim()) ?? [];
  if (whole === undefined)
    throw new Failure("option-invalid", `${flag} must be a time such as 90, 1:30 or 1:02:03, not "${value}".`);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
