import { changeUser, removeUser } from "../../actions/users/change-user.ts";
import { inviteUser } from "../../actions/users/invite-user.ts";
import { listUsers, readUser } from "../../actions/users/read-users.ts";
import { OWNER } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import type { User } from "../../domain/user.ts";
import type { Services } from "../../services.ts";
import { readCommandLine } from "../arguments/command-line.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { changesOfUser, emailIn, idIn, roleOf, tenantOf, USER_FLAGS } from "./user-flags.ts";
import { userTable } from "./user-table.ts";

type Act = (services: Pick<Services, "db">, terminal: Terminal) => Promise<number>;

const TEXT = { type: "string" } as const;
const JSON_FLAG = { json: { type: "boolean" } } as const;
const EVERY_USER = 1_000_000;
const actor = "operator";

/** What can be done with users. Each reads its words, and gives what is to be done. */
export const USER_VERBS: Readonly<Record<string, (words: readonly string[]) => Act>> = {
  list(words) {
    const { values, positionals } = readCommandLine(words, { ...JSON_FLAG, tenant: TEXT });
    if (positionals.length > 0) throw new Failure("option-invalid", `"users list" takes no name. Use --tenant NAME.`);
    const tenant = tenantOf(values.tenant);
    return async (services, terminal) => {
      const { users } = await listUsers(services, { tenant, limit: EVERY_USER });
      if (values.json) await print(terminal, `${JSON.stringify({ users })}\n`);
      else if (users.length > 0) await print(terminal, userTable(users));
      else say(terminal, "there are no users; scribewell users invite EMAIL --role R lets somebody in");
      return EXIT.done;
    };
  },

  invite(words) {
    const { values, positionals } = readCommandLine(words, { ...JSON_FLAG, role: TEXT, name: TEXT, tenant: TEXT });
    const email = emailIn(positionals);
    const role = roleOf(values.role);
    const tenant = tenantOf(values.tenant) ?? OWNER.tenant;
    return async (services, terminal) => {
      const user = await inviteUser(services, { tenant, email, role, name: values.name ?? null, actor });
      return show(terminal, user, values.json);
    };
  },

  update(words) {
    const { values, positionals } = readCommandLine(words, { ...USER_FLAGS, ...JSON_FLAG });
    const id = idIn(positionals);
    const changes = changesOfUser(values);
    return async (services, terminal) => {
      const { tenant } = await readUser(services, { tenant: undefined, id });
      return show(terminal, await changeUser(services, { tenant, id, actor, changes }), values.json);
    };
  },

  remove(words) {
    const { values, positionals } = readCommandLine(words, JSON_FLAG);
    const id = idIn(positionals);
    return async (services, terminal) => {
      const user = await readUser(services, { tenant: undefined, id });
      await removeUser(services, { tenant: user.tenant, id, actor });
      if (values.json) await print(terminal, `${JSON.stringify({ removed: user.id })}\n`);
      else say(terminal, `The user ${user.id} of ${user.tenant} is removed.`);
      return EXIT.done;
    };
  },
};

async function show(terminal: Terminal, user: User, json = false): Promise<number> {
  await print(terminal, json ? `${JSON.stringify(user)}\n` : userTable([user]));
  return EXIT.done;
}
