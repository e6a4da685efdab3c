import { afterAll, beforeAll, expect, it } from "vitest";
import { insertSession } from "../../database/sessions.ts";
import { insertSignIn, takeSignIn } from "../../database/sign-ins.ts";
import type { IdentityProvider } from "../../ports/identity-provider.ts";
import type { SignIn } from "../../services.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { deleteExpired } from "../upkeep/delete-expired.ts";
import { recogniseUser } from "./recognise-user.ts";

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const identity = (n: number) => ({
  issuer: "https://id.example.org",
  subject: `${n}`,
  email: `${n}@example.org`,
  isEmailVerified: true,
  name: null,
});
const provider: IdentityProvider = {
  begin: () => Promise.reject(new Error("nobody begins here")),
  finish: () => Promise.reject(new Error("nobody ends here")),
};
const signIn: SignIn = { provider, tenant: "local", newUsers: "member", admins: [] };

it("makes one user of somebody who signs in for the first time several times at once", async () => {
  const { db } = place;
  const users = await Promise.all(
    Array.from({ length: 6 }, () => recogniseUser({ db, signIn }, { identity: identity(1), tenant: "local" })),
  );
  expect(new Set(users.map(({ id }) => id)).size).toBe(1);
  const { id } = users[0] ?? { id: "" };
  expect(await db.selectFrom("users").select(["id", "subject"]).execute()).toEqual([{ id, subject: "1" }]);
  const audit = await db.selectFrom("audit_log").select("action").execute();
  expect(audit).toEqual([{ action: "user-invited" }]);
});

it("gives back what was kept of a sign-in to one of those who ask at once", async () => {
  const { db } = place;
  const digest = Buffer.alloc(32, 1);
  await insertSignIn(db, { digest, sealed: Buffer.from("kept") });
  const given = await Promise.all(Array.from({ length: 6 }, () => takeSignIn(db, digest)));
  expect(given.filter(Boolean)).toEqual([Buffer.from("kept")]);
});

it("forgets what is over, and nothing else", async () => {
  const { db } = place;
  const user = await recogniseUser({ db, signIn }, { identity: identity(2), tenant: "local" });
  const [live, idle, old] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
  for (const digest of [live, idle, old])
    await db
      .transaction()
      .execute((within) => insertSession(within, { digest, tenant: "local", owner: { user: user.id } }));
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3600e3);
  await db
    .updateTable("sessions")
    .set({ seen_at: hoursAgo(11) })
    .where("digest", "=", live)
    .execute();
  await db
    .updateTable("sessions")
    .set({ seen_at: hoursAgo(13) })
    .where("digest", "=", idle)
    .execute();
  await db
    .updateTable("sessions")
    .set({ expires_at: hoursAgo(1) })
    .where("digest", "=", old)
    .execute();
  await insertSignIn(db, { digest: old, sealed: old });
  await insertSignIn(db, { digest: live, sealed: live });
  await db
    .updateTable("sign_ins")
    .set({ expires_at: hoursAgo(1) })
    .where("digest", "=", old)
    .execute();
  await deleteExpired(place.services);
  expect((await db.selectFrom("sessions").select("digest").execute()).map(({ digest }) => digest)).toEqual([live]);
  expect((await db.selectFrom("sign_ins").select("digest").execute()).map(({ digest }) => digest)).toEqual([live]);
});
