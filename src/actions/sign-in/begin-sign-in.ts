import { insertSignIn } from "../../database/sign-ins.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services, SignIn } from "../../services.ts";
import { newToken } from "./session-keeper.ts";
import { writeTicket } from "./ticket.ts";

type Needs = Pick<Services, "db" | "secrets" | "signIn">;

/**
 * Sends somebody to their provider.
 * @param asked.callback where their browser comes back to
 * @param asked.tenant where they want to sign in; that of the settings when left out
 * @returns where to send them, and a ticket that their browser has to show when it is back
 * @throws {Failure} `sign-in-off`, `sign-in-unavailable`, `secrets-unavailable`
 */
export async function beginSignIn(
  { db, secrets, signIn }: Needs,
  asked: { readonly callback: string; readonly returnTo: string; readonly tenant?: string | undefined },
): Promise<{ address: string; ticket: string }> {
  const { provider, tenant: usual } = required(signIn);
  const { callback, returnTo, tenant = usual } = asked;
  const { address, ...checks } = await provider.begin(callback);
  const ticket = newToken();
  const digest = secrets.digest(`${ticket}.${checks.state}`);
  await insertSignIn(db, { digest, sealed: secrets.seal(writeTicket({ ...checks, callback, returnTo, tenant })) });
  return { address, ticket };
}

/** @throws {Failure} `sign-in-off` */
export function required(signIn: SignIn | undefined): SignIn {
  if (signIn) return signIn;
  throw new Failure(
    "sign-in-off",
    "This server has no provider to sign in with. Sign in with a key; its operator can set OIDC_ISSUER.",
  );
}
