import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { writeAudit } from "../../database/audit-log.ts";
import {
  deleteSession,
  findSession,
  insertSession,
  type KnownSession,
  noteSession,
  type SessionOwner,
} from "../../database/sessions.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";
import { actorOf } from "../../domain/audit.ts";
import type { Caller } from "../../domain/caller.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { scopesOf } from "../../domain/user.ts";
import type { Services } from "../../services.ts";
import { callerOfKey, isGood, type KnownKeys, MOST_REMEMBERED, REMEMBERED_MS } from "../keys/known-keys.ts";

/** A session that was opened. */
export interface OpenedSession {
  /** What its browser shows from then on; kept nowhere. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Those who are signed in. */
export interface SessionKeeper {
  /** Who asks, by the token of a session; nothing where that is over. */
  callerOf(token: string): Promise<Caller | undefined>;
  /** Opens a session, and notes it in the audit log. @param given.by how they have shown who they are */
  open(given: {
    readonly tenant: string;
    readonly owner: SessionOwner;
    readonly by: "key" | "oidc";
  }): Promise<OpenedSession>;
  /** Ends a session: here at once, in other processes within five seconds. Harmless where it is over. */
  end(token: string): Promise<void>;
}

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** What nobody can guess. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString("base64url");

/** Keeps sessions in the database. What it says of one is remembered for five seconds. */
export function sessionKeeper(
  { db, secrets, log }: Pick<Services, "db" | "secrets" | "log">,
  keys: KnownKeys,
): SessionKeeper {
  const known = new LRUCache<string, KnownSession>({
    max: MOST_REMEMBERED,
    ttl: REMEMBERED_MS,
    ignoreFetchAbort: true,
    fetchMethod: async (digest) => {
      const found = await findSession(db, Buffer.from(digest, "hex"));
      if (found)
        noteSession(db, Buffer.from(digest, "hex")).catch((error: unknown) =>
          log.warn({ bug: describeBug(error) }, "use of a session not noted"),
        );
      return found;
    },
  });
  return {
    async callerOf(token) {
      const session = TOKEN.test(token) ? await known.fetch(secrets.digest(token).toString("hex")) : undefined;
      return session && callerOfSession(session, keys);
    },
    async open({ tenant, owner, by }) {
      const token = newToken();
      const actor = actorOf({ user: owner.user ?? null, key: owner.key?.id ?? null });
      const expiresAt = await db.transaction().execute(async (within) => {
        await writeAudit(within, { tenant, actor, action: "signed-in", detail: { by } });
        return insertSession(within, { digest: secrets.digest(token), tenant, owner });
      });
      return { token, expiresAt };
    },
    async end(token) {
      if (!TOKEN.test(token)) return;
      const digest = secrets.digest(token);
      await db.transaction().execute(async (within) => {
        const ended = await deleteSession(within, digest);
        if (!ended) return;
        const actor = actorOf({ user: ended.user?.id ?? null, key: ended.key?.id ?? null });
        await writeAudit(within, { tenant: ended.tenant, actor, action: "signed-out", detail: {} });
      });
      known.delete(digest.toString("hex"));
    },
  };
}

/** A session of a key is the key, as long as the secret that came is good. */
async function callerOfSession({ tenant, user, key }: KnownSession, keys: KnownKeys): Promise<Caller | undefined> {
  if (user)
    return {
      tenant,
      key: null,
      user: user.id,
      scopes: scopesOf(user.role),
      models: null,
      origins: null,
      limits: NO_LIMITS,
    };
  const found = key && (await keys(key.id));
  return found && isGood(found, key.digest) ? callerOfKey(found.key) : undefined;
}
