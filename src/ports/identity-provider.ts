/** Who somebody is, as a provider of identities says. */
export interface Identity {
  readonly issuer: string;
  /** The same for the same person for ever, within the issuer. */
  readonly subject: string;
  readonly email: string | null;
  /** Whether the issuer has made sure that the address is theirs. */
  readonly isEmailVerified: boolean;
  readonly name: string | null;
}

/** What has to be known again when somebody comes back. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Finds out who somebody is, by sending their browser away and taking it back. */
export interface IdentityProvider {
  /**
   * @param callback where the browser comes back to
   * @returns where to send it, and what to keep until then
   * @throws {Failure} `sign-in-unavailable`
   */
  begin(callback: string): Promise<SignInSecrets & { readonly address: string }>;
  /**
   * Checks what a browser has brought back. Good once.
   * @param answer the whole address it came back to
   * @throws {Failure} `sign-in-refused`, `sign-in-unavailable`
   */
  finish(answer: string, secrets: SignInSecrets): Promise<Identity>;
}
