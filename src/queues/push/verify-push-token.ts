import { createRequire } from "node:module";
import { z } from "zod";
import { loadPackage } from "../../packages/load-package.ts";

export interface PushSettings {
  /** What the push subscription was told to write into its tokens, most often the address it pushes to. */
  readonly audience: string;
  /** Of the service account in whose name the subscription pushes. */
  readonly email: string;
  /** Where Google's certificates are; Google's own address when left out. */
  readonly certificatesUrl?: string;
}

/**
 * - `missing`: there is no bearer token
 * - `invalid`: not signed by Google, expired, or for another audience
 * - `other-account`: of somebody else whom Google knows
 * - `certificates-unreachable`: nobody can tell now; the push may come again
 */
export type PushRefusal = "missing" | "invalid" | "other-account" | "certificates-unreachable";

export interface PushTokens {
  /** Why a push with this `Authorization` header is refused; null where it is from the subscription. */
  verify(authorization: string | undefined): Promise<PushRefusal | null>;
}

const Header = z.object({ alg: z.literal("RS256"), kid: z.string() });

const NEEDED = { by: "Pub/Sub's push", packages: ["@google-cloud/pubsub"] };

/**
 * Checks the OIDC tokens that Pub/Sub sends with what it pushes. Google's certificates are kept as long as Google says.
 * @throws {Failure} `settings-invalid` where Google's library is not installed
 */
export async function pushTokens({ audience, email, certificatesUrl }: PushSettings): Promise<PushTokens> {
  const { OAuth2Client } = await loadPackage(async () => loadAuthLibrary(), NEEDED);
  const endpoints = certificatesUrl === undefined ? {} : { oauth2FederatedSignonPemCertsUrl: certificatesUrl };
  const google = new OAuth2Client({ endpoints });
  return {
    async verify(authorization) {
      const idToken = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
      if (idToken === undefined) return "missing";
      if (!canBeGoogles(idToken)) return "invalid";
      const hasCertificates = await google.getFederatedSignonCertsAsync().then(
        () => true,
        () => false,
      );
      if (!hasCertificates) return "certificates-unreachable";
      // What the library says of a wrong one may quote it.
      const ticket = await google.verifyIdToken({ idToken, audience }).catch(() => null);
      const payload = ticket?.getPayload();
      if (!payload) return "invalid";
      return payload.email === email && payload.email_verified === true ? null : "other-account";
    },
  };
}

/** Whether a token says that it is signed as Google signs (RFC 7519): what does not is refused without asking for certificates. */
function canBeGoogles(token: string): boolean {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
    return Header.safeParse(header).success && token.split(".").length === 3;
  } catch {
    return false;
  }
}

/** It comes with Pub/Sub's library, and is found beside that wherever it lies. */
function loadAuthLibrary(): typeof import("google-auth-library") {
  const beside = createRequire(createRequire(import.meta.url).resolve("@google-cloud/pubsub"));
  return beside("google-auth-library");
}
