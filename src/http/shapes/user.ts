import { z } from "zod";
import { EMAIL, ROLES, stateOfUser, type User } from "../../domain/user.ts";
import { plainText } from "./plain-text.ts";

const time = z.iso.datetime();

const RoleShape = z
  .enum(ROLES)
  .describe(
    "`admin`: everything of the tenant. `member`: send, read, erase, say who is told. `viewer`: read what there is.",
  );
const Name = plainText(100).nullable().describe("What they are called; of their provider where nothing is said.");

/** Whom to invite. */
export const NewUserBody = z.strictObject({
  email: plainText(254)
    .regex(EMAIL, "must be an email address such as ada@example.org")
    .describe("The address they have at their provider. Capitals do not count. Nothing is sent to it."),
  role: RoleShape,
  name: Name.default(null),
});

/** What is to be changed of a user; the rest stays. */
export const UserChangesBody = z
  .strictObject({
    name: Name,
    role: RoleShape.describe("Another than before signs them out."),
    disabled: z.boolean().describe("`true` signs them out, and lets them in no more."),
  })
  .partial();

/** A user in answers. */
export const UserShape = z
  .object({
    id: z.uuid(),
    tenant: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    role: RoleShape,
    state: z.enum(["invited", "active", "disabled"]).describe("`invited` until the first sign-in."),
    createdAt: time,
    disabledAt: time.nullable(),
    lastSeenAt: time.nullable().describe("To the minute."),
  })
  .meta({ id: "User", description: "Somebody who may sign in." });

/** @see UserShape */
export function userJson(user: User): z.output<typeof UserShape> {
  return {
    id: user.id,
    tenant: user.tenant,
    email: user.email,
    name: user.name,
    role: user.role,
    state: stateOfUser(user),
    createdAt: user.createdAt.toISOString(),
    disabledAt: user.disabledAt?.toISOString() ?? null,
    lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
  };
}
