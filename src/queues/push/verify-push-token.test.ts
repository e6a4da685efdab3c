import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PushTokens, pushTokens } from "./verify-push-token.ts";

const AUDIENCE = "https://scribewell.example/push";
const EMAIL = "pusher@my-project.iam.gserviceaccount.com";

const keys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [google, stranger] = [keys(), keys()];
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const now = () => Math.floor(Date.now() / 1_000);

const claims = (changes: object = {}) => ({
  iss: "https://accounts.google.com",
  aud: AUDIENCE,
  sub: "113774264463038321964",
  email: EMAIL,
  email_verified: true,
  iat: now() - 10,
  exp: now() + 3_000,
  ...changes,
});

function token(payload: object, { key = google.privateKey, kid = "first" }: { key?: KeyObject; kid?: string } = {}) {
  const signed = `${encoded({ alg: "RS256", kid, typ: "JWT" })}.${encoded(payload)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}

describe("pushTokens", () => {
  let certificates: Server;
  let asked = 0;
  let tokens: PushTokens;
  const address = () => {
    const place = certificates.address();
    return typeof place === "object" && place ? `http://127.0.0.1:${place.port}/certs` : "";
  };
  beforeAll(async () => {
    certificates = createServer((_request, response) => {
      asked++;
      response.setHeader("content-type", "application/json").setHeader("cache-control", "public, max-age=3600");
      response.end(JSON.stringify({ first: google.publicKey.export({ type: "spki", format: "pem" }) }));
    }).listen(0, "127.0.0.1");
    await once(certificates, "listening");
    tokens = await pushTokens({ audience: AUDIENCE, email: EMAIL, certificatesUrl: address() });
  });
  afterAll(() => {
    certificates.close();
  });
  const verdict = (idToken: string) => tokens.verify(`Bearer ${idToken}`);

  it("lets in whom the subscription has sent, and asks for certificates once", async () => {
    expect(await verdict(token(claims()))).toBeNull();
    expect(await tokens.verify(`bearer ${token(claims())}`)).toBeNull();
    expect(asked).toBe(1);
  });
  it.each([[undefined], [""], ["Bearer"], ["Bearer "], ["Basic dTpw"], ["token"]])(
    "misses a token in %j",
    async (header) => {
      expect(await tokens.verify(header)).toBe("missing");
    },
  );
  it("refuses what is not a token of Google, is not for here, or was", async () => {
    const [head = "", body = "", signature = ""] = token(claims()).split(".");
    const unsigned = `${encoded({ alg: "none", typ: "JWT" })}.${encoded(claims())}.`;
    const byPublicKey = token(claims(), { key: stranger.privateKey });
    const wrong = {
      garbage: "a.b.c",
      words: "sesame",
      unsigned,
      byPublicKey,
      cut: `${head}.${body}`,
      changed: `${head}.${encoded(claims({ email: "other@example.com" }))}.${signature}`,
      unknownKey: token(claims(), { kid: "second" }),
      expired: token(claims({ iat: now() - 7_300, exp: now() - 3_700 })),
      notYet: token(claims({ iat: now() + 3_000, exp: now() + 6_000 })),
      endless: token(claims({ exp: now() + 10 * 365 * 86_400 })),
      otherAudience: token(claims({ aud: "https://other.example/push" })),
      noAudience: token(claims({ aud: undefined })),
      otherIssuer: token(claims({ iss: "https://accounts.example.com" })),
    };
    for (const [name, idToken] of Object.entries(wrong)) expect(await verdict(idToken), name).toBe("invalid");
  });
  it("refuses other accounts, and those whose address nobody has checked", async () => {
    for (const change of [
      { email: "other@my-project.iam.gserviceaccount.com" },
      { email: undefined },
      { email_verified: false },
      { email_verified: undefined },
      { email_verified: "true" },
    ])
      expect(await verdict(token(claims(change))), JSON.stringify(change)).toBe("other-account");
  });
  it("says that nobody can tell where the certificates cannot be had", async () => {
    const away = await pushTokens({ audience: AUDIENCE, email: EMAIL, certificatesUrl: "http://127.0.0.1:9/certs" });
    expect(await away.verify(`Bearer ${token(claims())}`)).toBe("certificates-unreachable");
    const unsigned = `${encoded({ alg: "none", kid: "first" })}.${encoded(claims())}.`;
    for (const forged of [unsigned, "sesame", "a.b.c", `${encoded({ alg: "RS256", kid: "first" })}.x`])
      expect(await away.verify(`Bearer ${forged}`), forged).toBe("invalid");
  });
});
