/** How a model takes part in the work of its process. */
export interface Conduct {
  /**
   * Await it before each native call: between two of them the process hears of cancelled and of more urgent questions,
   * which go first. Nobody else computes until it is called again or the question ends. Calling it is a sign of life:
   * silence for too long is taken for a hang.
   * @throws the signal's reason once the question is cancelled
   */
  readonly turn: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** What a host process runs: one model, loaded once, asked many times. */
export interface HostedModel<Input = unknown, Event = unknown> {
  /**
   * Answers one question as a stream of events. Another may be begun while this one waits for its turn: what is kept
   * from one turn to the next belongs to the question, not to the model.
   */
  run(input: Input, conduct: Conduct): AsyncIterable<Event>;
}

/** A module that a host process imports exports this as `load`. */
export type LoadModel<Settings, Input, Event> = (settings: Settings) => Promise<HostedModel<Input, Event>>;

/** Supervisor to process. */
export type HostRequest =
  | { readonly type: "load"; readonly module: string; readonly settings: unknown }
  /** A `run` follows at once. It may be large, and is read a little at a time: no step begins until it is there. */
  | { readonly type: "coming" }
  | { readonly type: "run"; readonly id: number; readonly input: unknown; readonly urgency: number }
  | { readonly type: "cancel"; readonly id: number };

/** Process to supervisor. */
export type HostReply =
  | { readonly type: "loaded" }
  /** Sent when something was computed: the work goes on. */
  | { readonly type: "alive" }
  | { readonly type: "event"; readonly id: number; readonly event: unknown }
  | { readonly type: "done"; readonly id: number }
  | { readonly type: "failed"; readonly id: number | null; readonly message: string };
