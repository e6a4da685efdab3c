import { endKey, rotateKey, updateKey } from "../../actions/keys/change-key.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { listKeys, readKeyOf } from "../../actions/keys/read-keys.ts";
import type { ApiKey } from "../../domain/api-key.ts";
import { OWNER } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { readCommandLine } from "../arguments/command-line.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { changesOf, KEY_FLAGS, rightsOf, wholeNumberOf } from "./key-flags.ts";
import { keyTable } from "./key-table.ts";
import { tenantOf } from "./user-flags.ts";

type Act = (services: Pick<Services, "db" | "secrets">, terminal: Terminal) => Promise<number>;

const JSON_FLAG = { json: { type: "boolean" } } as const;
const EVERY_KEY = 1_000_000;
const actor = "operator";

/** What can be done with keys. Each reads its words, and gives what is to be done. */
export const KEY_VERBS: Readonly<Record<string, (words: readonly string[]) => Act>> = {
  create(words) {
    const { values, positionals } = readCommandLine(words, { ...KEY_FLAGS, ...JSON_FLAG, tenant: { type: "string" } });
    const name = only(positionals, "Say what the key is for: scribewell keys create web-app.");
    const tenant = tenantOf(values.tenant) ?? OWNER.tenant;
    const rights = rightsOf(values);
    return async (services, terminal) => {
      const { key, secret } = await createKey(services, { tenant, name, actor, ...rights });
      await show(terminal, { key, secret, json: values.json });
      return EXIT.done;
    };
  },

  list(words) {
    const { values, positionals } = readCommandLine(words, { ...JSON_FLAG, tenant: { type: "string" } });
    if (positionals.length > 0) throw new Failure("option-invalid", `"keys list" takes no name. Use --tenant NAME.`);
    const tenant = tenantOf(values.tenant);
    return async (services, terminal) => {
      const { keys } = await listKeys(services, { tenant, limit: EVERY_KEY });
      if (values.json) await print(terminal, `${JSON.stringify({ keys })}\n`);
      else if (keys.length > 0) await print(terminal, keyTable(keys, new Date()));
      else say(terminal, "there are no keys; scribewell keys create NAME makes one");
      return EXIT.done;
    };
  },

  update(words) {
    const { values, positionals } = readCommandLine(words, { ...KEY_FLAGS, ...JSON_FLAG, name: { type: "string" } });
    const id = idIn(positionals);
    const changes = changesOf(values);
    return async (services, terminal) => {
      const { tenant, limits } = await readKeyOf(services, { tenant: undefined, id });
      const key = await updateKey(services, { tenant, id, actor, changes: changes(limits) });
      await show(terminal, { key, json: values.json });
      return EXIT.done;
    };
  },

  rotate(words) {
    const { values, positionals } = readCommandLine(words, { ...JSON_FLAG, grace: { type: "string" } });
    const id = idIn(positionals);
    const graceSeconds = values.grace === undefined ? undefined : wholeNumberOf("--grace", values.grace) * 3600;
    return async (services, terminal) => {
      const { tenant } = await readKeyOf(services, { tenant: undefined, id });
      const { key, secret } = await rotateKey(services, { tenant, id, actor, graceSeconds });
      await show(terminal, { key, secret, json: values.json });
      return EXIT.done;
    };
  },

  revoke(words) {
    const { values, positionals } = readCommandLine(words, JSON_FLAG);
    const id = idIn(positionals);
    return async (services, terminal) => {
      const { tenant } = await readKeyOf(services, { tenant: undefined, id });
      const key = await endKey(services, { tenant, id, actor });
      await show(terminal, { key, json: values.json });
      return EXIT.done;
    };
  },
};

/** The key itself is all that goes to standard output, so that it can be piped into a store of secrets. */
async function show(
  terminal: Terminal,
  { key, secret, json = false }: { key: ApiKey; secret?: string; json?: boolean | undefined },
): Promise<void> {
  if (json) return print(terminal, `${JSON.stringify({ ...key, ...(secret !== undefined && { key: secret }) })}\n`);
  if (secret === undefined) return print(terminal, keyTable([key], new Date()));
  await print(terminal, `${secret}\n`);
  say(terminal, `The key ${key.id} of ${key.tenant} may ${key.scopes.join(", ")}. It is not shown again.`);
}

const idIn = (positionals: readonly string[]): string =>
  only(positionals, `Name one key by its id. "scribewell keys list" shows them.`);

function only([first, ...others]: readonly string[], remedy: string): string {
  if (first === undefined || others.length > 0 || first.trim() === "") throw new Failure("option-invalid", remedy);
  return first;
}
