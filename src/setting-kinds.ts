import { z } from "zod";

/** A number, with both ends. */
export const numberFrom = (least: number, most: number) => {
  const error = `must be a number from ${least} to ${most}`;
  return z.coerce.number(error).min(least, error).max(most, error);
};

/** A whole number, with both ends. */
export const wholeNumberFrom = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(error).int(error).min(least, error).max(most, error);
};

/** Whether it is an http(s) address. */
export const isWebAddress = (value: string) => /^https?:\/\//i.test(value) && URL.canParse(value);
/** An address to which a path can be added. */
export const withoutSlashAtEnd = (address: string) => address.replace(/\/+$/, "");

/** Values with commas between them; none where nothing is said. */
export const listOf = (item: Pick<RegExp, "test">, complaint: string) =>
  z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((parts) => parts.every((part) => item.test(part)), complaint)
    .default([]);

/** `yes` or `no`, which is the default. */
export const yesOrNo = z
  .enum(["yes", "no"], "must be yes or no")
  .default("no")
  .transform((answer) => answer === "yes");

/** Whether only this machine reaches it. */
export const isLoopback = (host: string) => host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

/** In seconds. */
export const TEN_YEARS = 315_360_000;
