import type { Config } from "../config.ts";
import type { Services } from "../services.ts";
import { openIdProvider } from "../sign-in/openid-provider.ts";

/** How people sign in by a provider, where the settings name one. It is asked nothing yet. */
export function composeSignIn(config: Config): Pick<Services, "signIn"> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config;
  if (issuer === undefined || clientId === undefined) return {};
  return {
    signIn: {
      provider: openIdProvider({ issuer, clientId, clientSecret, scopes: config.OIDC_SCOPES }),
      tenant: config.OIDC_TENANT,
      newUsers: config.OIDC_NEW_USERS === "no" ? null : config.OIDC_NEW_USERS,
      admins: config.OIDC_ADMINS,
    },
  };
}
