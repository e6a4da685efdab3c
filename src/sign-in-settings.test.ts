import { expect, it } from "vitest";
import { readConfig } from "./config.ts";

const KEYS = { AUTH: "keys", OIDC_CLIENT_ID: "scribewell" };

it.each([
  ["https://id.example.org/realms/x", {}],
  ["http://localhost:8080", {}],
  ["http://[::1]:8080/", { OIDC_SCOPES: "profile openid" }],
])("takes the provider %s", (issuer, more) =>
  expect(readConfig({ ...KEYS, OIDC_ISSUER: issuer, ...more }).OIDC_ISSUER).toBe(issuer),
);

it("reads addresses in small letters, and nothing where nothing is said", () => {
  const admins = { ...KEYS, OIDC_ISSUER: "https://id.example.org", OIDC_ADMINS: "Ada@Example.org, bob@example.org" };
  expect(readConfig(admins)).toMatchObject({
    OIDC_ADMINS: ["ada@example.org", "bob@example.org"],
    OIDC_NEW_USERS: "no",
  });
  expect(readConfig({ PUBLIC_URL: "https://Speech.example.org/" }).PUBLIC_URL).toBe("https://speech.example.org");
  expect(readConfig({})).toMatchObject({ OIDC_TENANT: "local", OIDC_SCOPES: "openid email profile" });
});

it.each([
  [{ ...KEYS, OIDC_ISSUER: "http://id.example.org" }, "OIDC_ISSUER must be an https address"],
  [{ ...KEYS, OIDC_ISSUER: "id.example.org" }, "OIDC_ISSUER must be an https address"],
  [{ OIDC_ISSUER: "https://id.example.org", OIDC_CLIENT_ID: "x" }, "OIDC_ISSUER is for a service that asks who comes"],
  [{ AUTH: "keys", OIDC_ISSUER: "https://id.example.org" }, "OIDC_CLIENT_ID and OIDC_ISSUER belong together"],
  [KEYS, "OIDC_CLIENT_ID and OIDC_ISSUER belong together"],
  [{ ...KEYS, THREADS: "many" }, "OIDC_CLIENT_ID and OIDC_ISSUER belong together"],
  [{ OIDC_CLIENT_SECRET: "hidden" }, "OIDC_CLIENT_SECRET is for a provider"],
  [{ OIDC_SCOPES: "email profile" }, "OIDC_SCOPES must be words"],
  [{ OIDC_NEW_USERS: "admin" }, "OIDC_NEW_USERS must be no, viewer or member"],
  [{ OIDC_ADMINS: "ada" }, "OIDC_ADMINS must be email addresses"],
  [{ OIDC_TENANT: "a b" }, "OIDC_TENANT must be a word"],
  [{ PUBLIC_URL: "https://example.org/speech" }, "PUBLIC_URL must be the origin"],
])("refuses %j", (environment, told) => expect(() => readConfig(environment)).toThrow(told));

it("names all that is wrong at once, and no secret", () => {
  const wrong = { OIDC_ISSUER: "ftp://x", OIDC_CLIENT_SECRET: "hidden", OIDC_SCOPES: "x", PUBLIC_URL: "y" };
  const told = (() => {
    try {
      return readConfig(wrong);
    } catch (error) {
      return String(error);
    }
  })();
  for (const name of Object.keys(wrong).filter((name) => name !== "OIDC_CLIENT_SECRET")) expect(told).toContain(name);
  expect(told).not.toContain("hidden");
});
