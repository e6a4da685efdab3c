import { type ApiKey, stateOfKey } from "../../domain/api-key.ts";
import { tableLines } from "../terminal/table.ts";

const HEADER = ["ID", "NAME", "TENANT", "STATE", "SCOPES", "MADE", "LAST USED", "EXPIRES"];

const dayOf = (date: Date | null): string => date?.toISOString().slice(0, 10) ?? "-";

/** Keys as a table. */
export function keyTable(keys: readonly ApiKey[], now: Date): string {
  const rows = keys.map((key) => [
    ...[key.id, key.name, key.tenant, stateOfKey(key, now), key.scopes.join(",")],
    ...[dayOf(key.createdAt), dayOf(key.lastUsedAt), dayOf(key.expiresAt)],
  ]);
  return tableLines([HEADER, ...rows])
    .map((line) => `${line}\n`)
    .join("");
}
