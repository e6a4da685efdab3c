import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { Failure } from "../domain/failure.ts";
import type { SecretBox } from "../ports/secret-box.ts";

export const KEY_BYTES = 32;
const CIPHER = "aes-256-gcm";
/** Before what is sealed, so that another way of sealing can be told apart some day. */
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals secrets with AES-256-GCM, and digests them with HMAC-SHA-256. */
export function secretBox(key: Uint8Array): SecretBox {
  // A key of its own: what is sealed and what is digested have nothing in common.
  const pepper = Buffer.from(hkdfSync("sha256", key, "", "scribewell digests", KEY_BYTES));
  return {
    digest: (secret) => createHmac("sha256", pepper).update(secret).digest(),
    seal(secret) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
      const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const iv = bytes.subarray(1, 1 + IV_BYTES);
      const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAuthTag(tag);
        const content = decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES));
        return Buffer.concat([content, decipher.final()]).toString("utf8");
      } catch {
        throw new Failure(
          "secrets-unavailable",
          "A secret was sealed with another key than SECRETS_KEY has now. Set that one again, or store the secret anew.",
        );
      }
    },
  };
}

/** In place of a box where there is no key: whoever gives a secret is told how to make one. */
export function noSecretBox(): SecretBox {
  const refuse = (): never => {
    throw new Failure(
      "secrets-unavailable",
      "This server has no key to keep secrets with. Make one with `openssl rand -base64 32` and set it as SECRETS_KEY, the same for every process.",
    );
  };
  return { seal: refuse, open: refuse, digest: refuse };
}
