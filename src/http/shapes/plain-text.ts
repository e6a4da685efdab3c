import { z } from "zod";

/** What no database keeps as text: the NUL character, and half of a surrogate pair. */
const UNKEEPABLE = /[\0\p{Surrogate}]/u;

/** Text that can be kept: at most `longest` characters, without the NUL character, well-formed. */
export const plainText = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !UNKEEPABLE.test(text), {
      error: "Invalid text: it has a NUL character or half a surrogate pair",
    });
