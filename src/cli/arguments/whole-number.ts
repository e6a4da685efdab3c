import { Failure } from "../../domain/failure.ts";

/**
 * The value of a flag as a whole number.
 * @throws {Failure} `option-invalid` that says which numbers are taken.
 */
export function wholeNumber(flag: string, value: string, { from, to }: { from: number; to: number }): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isInteger(number) && number >= from && number <= to) return number;
  throw new Failure("option-invalid", `${flag} must be a whole number from ${from} to ${to}, not "${value}".`);
}
