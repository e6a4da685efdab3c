import { randomBytes } from "node:crypto";
import { z } from "zod";

const ID_BYTES = 8;
const SECRET_BYTES = 32;
/** What names a key. */
export const KeyId = z.string().regex(/^[0-9a-f]{16}$/);

const SHAPE = /^sw_([0-9a-f]{16})_([\w-]{43})$/;

/** A key in its two parts. */
export interface KeyParts {
  /** Names it; not secret. */
  readonly id: string;
  /** 256 bits as base64url. */
  readonly secret: string;
}

/** A new secret. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** New parts of a key. */
export const newKeyParts = (): KeyParts => ({ id: randomBytes(ID_BYTES).toString("hex"), secret: newSecret() });

/** A key as its owner carries it: `sw_<id>_<secret>`, which scanners for lost secrets can be told to look for. */
export const writeKey = ({ id, secret }: KeyParts): string => `sw_${id}_${secret}`;

/** The parts of what may be a key; null for what cannot be one. */
export function readKey(text: string): KeyParts | null {
  const [, id, secret] = SHAPE.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : null;
}
