/** What a host process runs: one model, loaded once, asked many times. */
export interface HostedModel<Input = unknown, Event = unknown> {
  /**
   * Answers one question as a stream of events. Questions come one at a time.
   * @param alive call it whenever something was computed: silence for too long is taken for a hang.
   */
  run(input: Input, options: { alive: () => void; signal: AbortSignal }): AsyncIterable<Event>;
}

/** A module that a host process imports exports this as `load`. */
export type LoadModel<Settings, Input, Event> = (settings: Settings) => Promise<HostedModel<Input, Event>>;

/** Supervisor to process. */
export type HostRequest =
  | { readonly type: "load"; readonly module: string; readonly settings: unknown }
  | { readonly type: "run"; readonly id: number; readonly input: unknown }
  | { readonly type: "cancel"; readonly id: number };

/** Process to supervisor. */
export type HostReply =
  | { readonly type: "loaded" }
  /** Sent when something was computed: the work goes on. */
  | { readonly type: "alive" }
  | { readonly type: "event"; readonly id: number; readonly event: unknown }
  | { readonly type: "done"; readonly id: number }
  | { readonly type: "failed"; readonly id: number | null; readonly message: string };
