import { writeAudit } from "../../database/audit-log.ts";
import type { Transaction } from "../../database/schema.ts";
import { endSessionsOf } from "../../database/sessions.ts";
import { eraseUser, lockUser, type UserChanges, writeUser } from "../../database/users.ts";
import type { AuditActor } from "../../domain/audit.ts";
import { rightsOf, type User } from "../../domain/user.ts";
import type { Services } from "../../services.ts";
import { type Granted, refuseMore } from "../keys/refuse-more.ts";
import { keepAnAdmin } from "./keep-an-admin.ts";
import { readUser, userNotFound } from "./read-users.ts";

/** A user, and who does something with it. */
interface Done {
  readonly tenant: string;
  readonly id: string;
  readonly actor: AuditActor;
}

/**
 * Changes what a user is called and may do. With another role, or disabled, they are signed out everywhere within five
 * seconds.
 * @throws {Failure} `user-not-found`; `last-admin` where nobody could administer the tenant any more; `scope-missing` where
 * the user might do more from then on, and more than who changes that
 */
export function changeUser(
  services: Pick<Services, "db">,
  { changes, granting, ...done }: Done & Granted & { readonly changes: UserChanges },
): Promise<User> {
  return alter(services, done, async (within, before) => {
    const after = await writeUser(within, before.id, changes);
    if (isGiven(before, after)) await refuseMore(within, granting, rightsOf(after.role));
    if (isAdmin(before) && !isAdmin(after)) await keepAnAdmin(within, done);
    if (after.role !== before.role || after.disabledAt !== null) await endSessionsOf(within, before.id);
    const detail = { roleBefore: before.role, role: after.role, disabled: after.disabledAt !== null };
    await writeAudit(within, {
      ...done,
      action: "user-changed",
      detail: { user: before.id, changed: Object.keys(changes), ...detail },
    });
    return after;
  });
}

/**
 * Erases a user, who is signed out everywhere within five seconds. What they have sent is the tenant's, and stays. The audit
 * log keeps their id.
 * @throws {Failure} `user-not-found`, `last-admin`
 */
export function removeUser(services: Pick<Services, "db">, done: Done): Promise<void> {
  return alter(services, done, async (within, before) => {
    if (isAdmin(before)) await keepAnAdmin(within, done);
    await eraseUser(within, before.id);
    await writeAudit(within, { ...done, action: "user-removed", detail: { user: before.id } });
  });
}

async function alter<Result>(
  services: Pick<Services, "db">,
  { tenant, id }: Done,
  work: (within: Transaction, before: User) => Promise<Result>,
): Promise<Result> {
  await readUser(services, { tenant, id });
  return services.db.transaction().execute(async (within) => {
    const before = await lockUser(within, { tenant, id });
    if (!before) throw userNotFound(id);
    return work(within, before);
  });
}

/** Whether a user may do anything that they might not before. */
const isGiven = (before: User, after: User): boolean =>
  after.disabledAt === null && (before.disabledAt !== null || before.role !== after.role);

const isAdmin = ({ role, disabledAt }: User): boolean => role === "admin" && disabledAt === null;
