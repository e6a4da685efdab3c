import { stateOfUser, type User } from "../../domain/user.ts";
import { tableLines } from "../terminal/table.ts";

const HEADER = ["ID", "EMAIL", "TENANT", "ROLE", "STATE", "NAME", "INVITED", "LAST SEEN"];

const dayOf = (date: Date | null): string => date?.toISOString().slice(0, 10) ?? "-";

/** Users as a table. */
export function userTable(users: readonly User[]): string {
  const rows = users.map((user) => [
    ...[user.id, user.email, user.tenant, user.role, stateOfUser(user), user.name ?? "-"],
    ...[dayOf(user.createdAt), dayOf(user.lastSeenAt)],
  ]);
  return tableLines([HEADER, ...rows])
    .map((line) => `${line}\n`)
    .join("");
}
