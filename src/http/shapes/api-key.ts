import { z } from "zod";
import { type ApiKey, ORIGIN, stateOfKey } from "../../domain/api-key.ts";
import { SCOPES } from "../../domain/scope.ts";
import { plainText } from "./plain-text.ts";

const time = z.iso.datetime();
const MOST_LIMIT = 1e15;
const whole = z.int().min(0).max(1_000_000_000).nullable();

const Scopes = z
  .array(z.enum(SCOPES))
  .min(1)
  .describe(
    "`submit`: send recordings, cancel, retry. `read`: jobs, results, usage. `erase`: delete what is kept. `webhooks`: say who is told. `admin`: all of these, keys and the audit log. `operate`: figures of the whole service.",
  );
const Models = z
  .array(plainText(200))
  .min(1)
  .max(100)
  .nullable()
  .describe("Whole names of the models that may be used, the first one where none is asked for. Null for all.");
const Origins = z
  .array(plainText(300).regex(ORIGIN, "must be an origin such as https://app.example.org"))
  .max(100)
  .nullable()
  .describe("Web pages that may use it. Null: those of ALLOWED_ORIGINS.");

const LimitsShape = z
  .object({
    requestsPerMinute: whole,
    openJobs: whole.describe("Jobs that are queued or running."),
    bytesPerDay: z.int().min(0).max(MOST_LIMIT).nullable().describe("Of recordings, by day (UTC)."),
    minutesPerMonth: z.number().min(0).max(MOST_LIMIT).nullable().describe("Of sound, by month (UTC)."),
  })
  .meta({ id: "KeyLimits", description: "What may be used with a key. Null where nothing limits it." });

const GivenLimits = LimitsShape.partial().strict();

/** What a key is made with. */
export const NewKeyBody = z.strictObject({
  name: plainText(100).min(1).describe("What it is for."),
  scopes: Scopes.default(["submit", "read"]),
  models: Models.default(null),
  origins: Origins.default(null),
  limits: GivenLimits.prefault({}),
  expiresAt: time
    .refine((moment) => Date.parse(moment) > Date.now(), "is past: the key could never be used")
    .nullable()
    .default(null)
    .describe("From then on it is refused. Null: never."),
});

/** What is to be changed of one; the rest stays. */
export const KeyChangesBody = z
  .strictObject({
    name: plainText(100).min(1).describe("What it is for."),
    scopes: Scopes,
    models: Models,
    origins: Origins,
    limits: GivenLimits,
    expiresAt: time.nullable(),
  })
  .partial();

/** A key in answers. Its secret is not among what it shows. */
export const KeyShape = z
  .object({
    id: z.string().describe("Stands in the key, after `sw_`, and in logs."),
    tenant: z.string(),
    name: z.string(),
    state: z.enum(["active", "expired", "revoked"]),
    scopes: z.array(z.enum(SCOPES)).readonly(),
    models: z.array(z.string()).readonly().nullable(),
    origins: z.array(z.string()).readonly().nullable(),
    limits: LimitsShape,
    createdAt: time,
    expiresAt: time.nullable(),
    revokedAt: time.nullable(),
    lastUsedAt: time.nullable().describe("To the minute."),
  })
  .meta({ id: "Key", description: "Who may ask, and for what." });

/** A key with its secret, which is shown once. */
export const NewKeyShape = KeyShape.extend({
  key: z.string().describe("The key itself. It is shown now and never again."),
}).meta({ id: "NewKey" });

/** @see KeyShape */
export function keyJson(key: ApiKey): z.output<typeof KeyShape> {
  return {
    ...key,
    state: stateOfKey(key, new Date()),
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
