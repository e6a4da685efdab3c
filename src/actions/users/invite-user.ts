import { insertUser, type NewUser } from "../../database/users.ts";
import { Failure } from "../../domain/failure.ts";
import { rightsOf, type User, writeEmail } from "../../domain/user.ts";
import type { Services } from "../../services.ts";
import { type Granted, refuseMore } from "../keys/refuse-more.ts";

/**
 * Lets somebody sign in to a tenant, by the address they have at their provider. No message is sent to them.
 * @throws {Failure} `user-exists`; `scope-missing` where they might do more than who invites them
 */
export async function inviteUser(
  { db }: Pick<Services, "db">,
  { email, granting, ...asked }: NewUser & Granted,
): Promise<User> {
  const user = await db.transaction().execute(async (within) => {
    await refuseMore(within, granting, rightsOf(asked.role));
    return insertUser(within, { ...asked, email: writeEmail(email) });
  });
  if (user) return user;
  throw new Failure("user-exists", "There is a user of that address already. Change that one, or remove it first.");
}
