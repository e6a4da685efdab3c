import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Context } from "oidc-provider";

/** Somebody as the provider knows them. */
export interface Account {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

export const CLIENT = { clientId: "scribewell", clientSecret: "a secret of a test" };

/** A real OpenID provider on this machine. Whoever is sent there is `person`, and asked nothing. */
export async function startOpenIdServer({ port = 0 }: { port?: number } = {}) {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(503).end();
  };
  let person: Account = { sub: "nobody" };
  const known = new Map<string, Account>();
  const server = createServer((request, response) => handle(request, response));
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP

  return {
    issuer,
    /** Who signs in from now on. */
    become(account: Account) {
      known.set(account.sub, account);
      person = account;
    },
    /** Opens for those who come from there. @param callbacks where they may be sent back to */
    open(callbacks: readonly string[]) {
      const provider = new Provider(issuer, configurationFor(callbacks, known));
      const answer = provider.callback();
      handle = (request, response) =>
        request.url?.startsWith("/interaction/")
          ? void provider.interactionFinished(request, response, { login: { accountId: person.sub } })
          : answer(request, response);
      function configurationFor(redirects: readonly string[], accounts: ReadonlyMap<string, Account>) {
        return {
          clients: [
            {
              client_id: CLIENT.clientId,
              client_secret: CLIENT.clientSecret,
              redirect_uris: redirects,
              grant_types: ["authorization_code"],
              response_types: ["code"],
            },
          ],
          claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
          cookies: { keys: ["a key of a test"] },
          features: { devInteractions: { enabled: false } },
          interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
          findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => accounts.get(sub) }),
          async loadExistingGrant({ oidc: { client, session } }: Context) {
            const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
            grant.addOIDCScope("openid email profile");
            await grant.save();
            return grant;
          },
        };
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
