import { takeSignIn } from "../../database/sign-ins.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { required } from "./begin-sign-in.ts";
import { recogniseUser } from "./recognise-user.ts";
import type { OpenedSession, SessionKeeper } from "./session-keeper.ts";
import { readTicket } from "./ticket.ts";

type Needs = Pick<Services, "db" | "secrets" | "signIn">;

/**
 * Opens a session for whoever comes back from their provider.
 * @param back.ticket what their browser was given when it was sent there
 * @param back.search what stands after the address it came back to, from the question mark on
 * @throws {Failure} `sign-in-off`, `sign-in-refused`, `sign-in-unavailable`, `secrets-unavailable`
 */
export async function finishSignIn(
  services: Needs,
  sessions: SessionKeeper,
  back: { readonly ticket: string | undefined; readonly state: string; readonly search: string },
): Promise<OpenedSession & { readonly returnTo: string }> {
  const { db, secrets } = services;
  const signIn = required(services.signIn);
  const sealed = back.ticket && (await takeSignIn(db, secrets.digest(`${back.ticket}.${back.state}`)));
  if (!sealed)
    throw new Failure(
      "sign-in-refused",
      "This sign-in was begun in another browser, took longer than ten minutes, or has been used. Begin anew.",
    );
  const { callback, returnTo, tenant, ...checks } = readTicket(secrets.open(sealed));
  const identity = await signIn.provider.finish(callback + back.search, checks);
  const user = await recogniseUser({ db, signIn }, { identity, tenant });
  return { ...(await sessions.open({ tenant, owner: { user: user.id }, by: "oidc" })), returnTo };
}
