import { findUser, pageOfUsers } from "../../database/users.ts";
import { Failure } from "../../domain/failure.ts";
import type { User } from "../../domain/user.ts";
import type { Services } from "../../services.ts";
import { nextOf, type PageWanted, rowsWanted } from "../pages.ts";

/** A page of users, the newest first. @throws {Failure} `option-invalid` for a cursor that is none */
export async function listUsers(
  { db }: Pick<Services, "db">,
  { tenant, ...page }: PageWanted & { readonly tenant: string | undefined },
): Promise<{ users: User[]; next: string | null }> {
  const found = await pageOfUsers(db, { tenant, ...rowsWanted(page) });
  return { users: found.slice(0, page.limit).map(({ user }) => user), next: nextOf(found, page.limit) };
}

/**
 * A user of a tenant, or of whichever where none is named.
 * @throws {Failure} `user-not-found`: there is none, or it is another tenant's
 */
export async function readUser(
  { db }: Pick<Services, "db">,
  name: { readonly tenant: string | undefined; readonly id: string },
): Promise<User> {
  const user = UUID.test(name.id) ? await findUser(db, name) : undefined;
  if (!user) throw userNotFound(name.id);
  return user;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const userNotFound = (id: string): Failure =>
  new Failure("user-not-found", `There is no user ${id} here. List those there are.`);
