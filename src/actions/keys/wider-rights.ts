import type { KeyLimits, KeyRights } from "../../domain/api-key.ts";

type Bounds = Omit<KeyRights, "scopes">;
type Bound = Exclude<keyof Bounds, "limits"> | keyof KeyLimits;

/** In what one key may do more than another, beside its scopes; nothing bounds what is null. */
export function widerIn(own: Bounds, other: Bounds): string[] {
  const isWithin: Record<Bound, boolean> = {
    models: isAmong(own.models, other.models),
    origins: isAmong(small(own.origins), small(other.origins)),
    expiresAt: isAtMost(own.expiresAt?.getTime(), other.expiresAt?.getTime()),
    requestsPerMinute: isAtMost(own.limits.requestsPerMinute, other.limits.requestsPerMinute),
    openJobs: isAtMost(own.limits.openJobs, other.limits.openJobs),
    bytesPerDay: isAtMost(own.limits.bytesPerDay, other.limits.bytesPerDay),
    minutesPerMonth: isAtMost(own.limits.minutesPerMonth, other.limits.minutesPerMonth),
  };
  return Object.entries(isWithin).flatMap(([name, is]) => (is ? [] : [name]));
}

/** As origins are compared. */
const small = (origins: readonly string[] | null) => origins?.map((origin) => origin.toLowerCase()) ?? null;

function isAmong(own: readonly string[] | null, others: readonly string[] | null): boolean {
  if (own === null) return true;
  return others?.every((other) => own.includes(other)) ?? false;
}

function isAtMost(own: number | null | undefined, other: number | null | undefined): boolean {
  return (own ?? Number.POSITIVE_INFINITY) >= (other ?? Number.POSITIVE_INFINITY);
}
