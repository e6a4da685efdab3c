import { z } from "zod";
import { EMAIL, writeEmail } from "./domain/user.ts";
import { isLoopback, listOf, withoutSlashAtEnd } from "./setting-kinds.ts";

/** Whether it is https, or http to this machine itself. */
function isGuarded(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username } = new URL(address);
  if (username !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname.replace(/^\[(.*)\]$/, "$1")));
}

/** How people reach the service with a browser, and sign in by a provider of identities. */
export const signInSettings = {
  PUBLIC_URL: z
    .string()
    .transform(withoutSlashAtEnd)
    .refine(
      (address) => /^https?:\/\/[^/\s?#@]+$/i.test(address) && URL.canParse(address),
      "must be the origin that browsers ask by, such as https://speech.example.org",
    )
    .transform((address) => address.toLowerCase())
    .optional()
    .describe("Origin by which browsers reach the service, such as `https://speech.example.org`; its name is allowed.")
    .meta({ byDefault: "as the request says: `Host`, and `X-Forwarded-Proto` of a proxy" }),
  OIDC_ISSUER: z
    .string()
    .refine(isGuarded, "must be an https address, or an http one of this machine itself")
    .optional()
    .describe(
      "Provider of identities (OpenID Connect) that people sign in with: the address of its issuer. With AUTH=keys.",
    ),
  OIDC_CLIENT_ID: z.string().optional().describe("How the provider names this service."),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .describe("What the provider knows this service by; left out where it is a public client. Sent there alone.")
    .meta({ secret: true }),
  OIDC_SCOPES: z
    .string()
    .regex(/^(?:[!-~]+ +)*openid(?: +[!-~]+)*$/, "must be words with blanks between them, `openid` among them")
    .default("openid email profile")
    .describe("What the provider is asked for, with blanks between them."),
  OIDC_TENANT: z
    .string()
    .regex(/^[\w.-]{1,63}$/, "must be a word of letters, digits, dots and dashes, up to 63 of them")
    .default("local")
    .describe("Tenant of those who sign in and name no other."),
  OIDC_NEW_USERS: z
    .enum(["no", "viewer", "member"], "must be no, viewer or member")
    .default("no")
    .describe(
      "What people become in OIDC_TENANT whom nobody has invited: `viewer` or `member`; with `no` they may not come in.",
    ),
  OIDC_ADMINS: listOf(EMAIL, "must be email addresses with commas between them")
    .transform((emails) => emails.map(writeEmail))
    .describe("Email addresses of those who are admins of OIDC_TENANT, invited or not, with commas between them."),
};

type Given = Readonly<Record<string, unknown>>;

/** What has to be together, for `refine`; named beside other wrong settings too. */
export const SIGN_IN_RULES = {
  keys: rule("OIDC_ISSUER", {
    error: "is for a service that asks who comes: set AUTH=keys too, or leave it out",
    holds: ({ OIDC_ISSUER, AUTH }) => OIDC_ISSUER === undefined || AUTH === "keys",
  }),
  client: rule("OIDC_CLIENT_ID", {
    error: "and OIDC_ISSUER belong together: people sign in by a provider where both are set",
    holds: ({ OIDC_ISSUER, OIDC_CLIENT_ID }) => (OIDC_ISSUER === undefined) === (OIDC_CLIENT_ID === undefined),
  }),
  secret: rule("OIDC_CLIENT_SECRET", {
    error: "is for a provider: set OIDC_ISSUER too, or leave it out",
    holds: ({ OIDC_ISSUER, OIDC_CLIENT_SECRET }) => OIDC_ISSUER !== undefined || OIDC_CLIENT_SECRET === undefined,
  }),
};

function rule(
  setting: keyof typeof signInSettings,
  { error, holds }: { readonly error: string; readonly holds: (given: Given) => boolean },
): [(given: Given) => boolean, { path: string[]; error: string; when: () => boolean }] {
  return [holds, { path: [setting], error, when: () => true }];
}
