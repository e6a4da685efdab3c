import { Failure } from "../../domain/failure.ts";
import { EMAIL, ROLES, type Role } from "../../domain/user.ts";

const text = { type: "string" } as const;
const yes = { type: "boolean" } as const;

/** What can be said of a user on the command line. */
export const USER_FLAGS = { role: text, name: text, disable: yes, enable: yes } as const;

interface Given {
  readonly role?: string | undefined;
  readonly name?: string | undefined;
  readonly disable?: boolean | undefined;
  readonly enable?: boolean | undefined;
}

/** What is to be changed of a user. @throws {Failure} `option-invalid` */
export function changesOfUser({ role, name, disable = false, enable = false }: Given) {
  if (disable && enable) throw new Failure("option-invalid", "Give one of --disable and --enable.");
  if (role === undefined && name === undefined && !disable && !enable)
    throw new Failure("option-invalid", "Say what to change, for example --role viewer.");
  return {
    ...(role !== undefined && { role: roleOf(role) }),
    ...(name !== undefined && { name: name === "none" ? null : name }),
    ...((disable || enable) && { isDisabled: disable }),
  };
}

/** @throws {Failure} `option-invalid` */
export function roleOf(word: string | undefined): Role {
  const role = ROLES.find((each) => each === word);
  if (role) return role;
  const wrong = word === undefined ? "Say what they may do with --role." : `There is no role "${word}".`;
  throw new Failure("option-invalid", `${wrong} There are ${ROLES.join(", ")}.`);
}

/** @throws {Failure} `option-invalid` */
export function emailIn([first, ...others]: readonly string[]): string {
  if (first !== undefined && others.length === 0 && EMAIL.test(first)) return first;
  throw new Failure("option-invalid", "Name one address: scribewell users invite ada@example.org --role member.");
}

/** @throws {Failure} `option-invalid` */
export function idIn([first, ...others]: readonly string[]): string {
  if (first !== undefined && others.length === 0 && first.trim() !== "") return first;
  throw new Failure("option-invalid", `Name one user by its id. "scribewell users list" shows them.`);
}

/** @throws {Failure} `option-invalid` */
export function tenantOf(word: string | undefined): string | undefined {
  if (word === undefined || /^[\w.-]{1,63}$/.test(word)) return word;
  throw new Failure("option-invalid", "--tenant is a word of letters, digits, dots and dashes, up to 63 of them.");
}
