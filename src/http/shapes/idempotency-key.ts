import { z } from "zod";

/** The header `Idempotency-Key`. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/, "Invalid key: at most 255 printable ASCII characters")
  .optional();
