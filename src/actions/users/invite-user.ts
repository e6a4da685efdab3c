import { insertUser, type NewUser } from "../../database/users.ts";
import { Failure } from "../../domain/failure.ts";
import { type User, writeEmail } from "../../domain/user.ts";
import type { Services } from "../../services.ts";

/**
 * Lets somebody sign in to a tenant, by the address they have at their provider. No message is sent to them.
 * @throws {Failure} `user-exists`
 */
export async function inviteUser({ db }: Pick<Services, "db">, { email, ...asked }: NewUser): Promise<User> {
  const user = await db.transaction().execute((within) => insertUser(within, { ...asked, email: writeEmail(email) }));
  if (user) return user;
  throw new Failure("user-exists", "There is a user of that address already. Change that one, or remove it first.");
}
