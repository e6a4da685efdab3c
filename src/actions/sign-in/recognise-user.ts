import { writeAudit } from "../../database/audit-log.ts";
import { bindInvited, findBound } from "../../database/bound-users.ts";
import type { Database, Transaction } from "../../database/schema.ts";
import { insertUser, writeUser } from "../../database/users.ts";
import { Failure } from "../../domain/failure.ts";
import { type Role, type User, writeEmail } from "../../domain/user.ts";
import type { Identity } from "../../ports/identity-provider.ts";
import type { SignIn } from "../../services.ts";

const REASONS = {
  "not-verified":
    "Your provider does not say that your email address is yours (`email_verified`). Have it verified there, then sign in again.",
  "not-invited":
    "Nobody has invited the address that you have at your provider, or somebody else signs in with it. Ask an admin.",
  disabled: "You may not sign in here any more. Ask an admin.",
} as const;

type Outcome = User | keyof typeof REASONS;

/**
 * The user of a tenant that somebody at a provider is. Known by what the provider calls them; the first time by their verified
 * address: who was invited, who the settings call an admin, and whoever comes where the settings let everybody.
 * @throws {Failure} `sign-in-refused`, noted in the audit log
 */
export async function recogniseUser(
  { db, signIn }: { readonly db: Database; readonly signIn: SignIn },
  { identity, tenant }: { readonly identity: Identity; readonly tenant: string },
): Promise<User> {
  const outcome = await db.transaction().execute((within) => recognise(within, { identity, tenant, signIn }));
  if (typeof outcome === "object") return outcome;
  await db.transaction().execute((within) => noteRefusal(within, tenant, outcome));
  throw new Failure("sign-in-refused", REASONS[outcome]);
}

/** Of a tenant that is not there nobody reads a log. */
async function noteRefusal(within: Transaction, tenant: string, reason: keyof typeof REASONS): Promise<void> {
  const isThere = await within.selectFrom("tenants").select("id").where("id", "=", tenant).executeTakeFirst();
  if (isThere) await writeAudit(within, { tenant, actor: "client", action: "sign-in-refused", detail: { reason } });
}

interface Coming {
  readonly identity: Identity;
  readonly tenant: string;
  readonly signIn: SignIn;
}

async function recognise(within: Transaction, { identity, tenant, signIn }: Coming): Promise<Outcome> {
  const { issuer, subject, isEmailVerified } = identity;
  const email = identity.email !== null && isEmailVerified ? writeEmail(identity.email) : null;
  const role = roleOfNew({ email, tenant, signIn });
  const bound = await findBound(within, { tenant, issuer, subject });
  if (!bound && email === null) return "not-verified";
  const user = bound ?? (email === null ? undefined : await bind(within, { ...identity, tenant, email, role }));
  if (!user) return "not-invited";
  if (user.disabledAt !== null) return "disabled";
  return role === "admin" && user.role !== "admin" ? makeAdmin(within, user) : user;
}

type Binding = Parameters<typeof bindInvited>[1] & { readonly role: Role | null };

async function bind(within: Transaction, { role, ...comer }: Binding): Promise<User | undefined> {
  const { tenant, email, name } = comer;
  if (role !== null) await insertUser(within, { tenant, email, name, role, actor: "client" });
  // Of two who come at once the second finds the address bound: to them, or to somebody else.
  return (await bindInvited(within, comer)) ?? (await findBound(within, comer));
}

async function makeAdmin(within: Transaction, { id, tenant }: User): Promise<User> {
  const detail = { user: id, changed: ["role"], role: "admin" };
  await writeAudit(within, { tenant, actor: "operator", action: "user-changed", detail });
  return writeUser(within, id, { role: "admin" });
}

/** What somebody is who has not been invited; null where they may not come. The settings speak of one tenant alone. */
function roleOfNew({ email, tenant, signIn }: { email: string | null; tenant: string; signIn: SignIn }): Role | null {
  if (tenant !== signIn.tenant) return null;
  return email !== null && signIn.admins.includes(email) ? "admin" : signIn.newUsers;
}
