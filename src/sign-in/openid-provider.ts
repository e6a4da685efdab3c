import * as openid from "openid-client";
import type { Identity, IdentityProvider } from "../ports/identity-provider.ts";
import { withOpenIdFailures } from "./openid-failures.ts";

/** How this service is known to a provider. */
export interface OpenIdOptions {
  /** Its address: https, or http on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** Left out for a client that has none. */
  readonly clientSecret?: string | undefined;
  /** With blanks between them. */
  readonly scopes: string;
}

const TIMEOUT_SECONDS = 10;

/**
 * A provider that speaks OpenID Connect: the authorization code flow with PKCE, state and nonce. It is asked what it can at
 * the first use; where it is away then, at the next.
 */
export function openIdProvider(options: OpenIdOptions): IdentityProvider {
  let discovery: Promise<openid.Configuration> | undefined;
  const discovered = () => {
    discovery ??= discover(options).catch((error: unknown) => {
      discovery = undefined;
      throw error;
    });
    return discovery;
  };
  return {
    begin: (callback) =>
      withOpenIdFailures(async () => {
        const config = await discovered();
        const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()];
        const { href: address } = openid.buildAuthorizationUrl(config, {
          redirect_uri: callback,
          scope: options.scopes,
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: "S256",
        });
        return { address, state, nonce, verifier };
      }),

    finish: (answer, { state, nonce, verifier }) =>
      withOpenIdFailures(async () => {
        const config = await discovered();
        const tokens = await openid.authorizationCodeGrant(config, new URL(answer), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new TypeError("An identity token that was asked for is there");
        // Many providers tell more than who it is only when they are asked for it.
        const isMore = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
        return identityOf(
          isMore ? { ...claims, ...(await openid.fetchUserInfo(config, tokens.access_token, claims.sub)) } : claims,
          claims,
        );
      }),
  };
}

function discover({ issuer, clientId, clientSecret }: OpenIdOptions): Promise<openid.Configuration> {
  const server = new URL(issuer);
  return openid.discovery(server, clientId, undefined, authenticationBy(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    ...(server.protocol === "http:" && { execute: [openid.allowInsecureRequests] }),
  });
}

/** In the header where the provider reads it there, as it is meant by the standard; else in the body. */
function authenticationBy(secret: string | undefined): openid.ClientAuth {
  if (secret === undefined) return openid.None();
  const [inHeader, inBody] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: methods } = server;
    return (methods === undefined || methods.includes("client_secret_basic") ? inHeader : inBody)(server, ...rest);
  };
}

type Told = Readonly<Record<string, unknown>>;

function identityOf(told: Told, { iss, sub }: openid.IDToken): Identity {
  const text = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value : null);
  return {
    issuer: iss,
    subject: sub,
    email: text(told.email),
    isEmailVerified: told.email_verified === true,
    name: text(told.name)?.slice(0, LONGEST_NAME) ?? null,
  };
}

const LONGEST_NAME = 100;
