/** One message to a receiver, as it goes out. */
export interface WebhookMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** What a receiver answers. */
export interface WebhookAnswer {
  readonly status: number;
  /** How long it asks to be left alone (`Retry-After`); 0 where it does not. */
  readonly retryAfterMs: number;
}

/** Speaks to receivers of webhooks, and to nobody in a network that is not for them. */
export interface WebhookPost {
  /**
   * Says whether an address can be one of a receiver, as far as it tells by itself; the rest is found out when it is sent to.
   * @throws {Failure} `url-invalid`, `url-refused`
   */
  check(address: string): void;

  /**
   * Sends a message once and follows no redirect. What the receiver answers beside its status and `Retry-After` is not read.
   * @throws {Failure} `url-invalid`, `url-refused`, `url-unreachable`; rejects with the signal's reason
   */
  send(
    message: WebhookMessage,
    options: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<WebhookAnswer>;

  /** Ends its connections. May be called twice. */
  close(): Promise<void>;
}
