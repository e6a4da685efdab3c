/** Keeps secrets of users so that who reads the database alone cannot read them. */
export interface SecretBox {
  /** @throws {Failure} `secrets-unavailable` where there is no key */
  seal(secret: string): Buffer;
  /** @throws {Failure} `secrets-unavailable` where there is no key, or another than it was sealed with */
  open(sealed: Uint8Array): string;
  /**
   * What a secret is known by again, without being kept. The same for the same secret, and of no use without the key.
   * @throws {Failure} `secrets-unavailable` where there is no key
   */
  digest(secret: string): Buffer;
}
