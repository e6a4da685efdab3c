import { z } from "zod";
import { plainText } from "../../http/shapes/plain-text.ts";

/** `custom_spelling`: what is heard as one of `from` is written as `to`. */
export const CustomSpelling = z
  .array(
    z.object({
      from: z.union([plainText(200).transform((word) => [word]), z.array(plainText(200)).min(1).max(100)]),
      to: plainText(200).min(1),
    }),
  )
  .max(1_000);
