import type { Payer } from "./engine.ts";

/** What one request to a service that costs money is about to use. */
export interface Use {
  /** `engine/model` */
  readonly model: string;
  /** Of sound that is sent. */
  readonly seconds: number;
  /** Null where nobody in particular asks: it counts in total alone. */
  readonly payer: Payer | null;
}

/** Room within the limits, held for one request. It counts as spent, for good where nothing is said of it any more. */
export interface Reservation {
  /** Counts what was used instead of what was held. Only the first `settle` or `release` has an effect. */
  settle(actual: { readonly seconds: number }): Promise<void>;
  /** Gives all of it back: nothing was used, for example because the request was refused. */
  release(): Promise<void>;
}

/** The books of what remote engines use, and the limits that hold for it. Days and months are those of UTC. */
export interface Spending {
  /**
   * Holds room for a request before it is sent. Of several at the same time only as many get room as there is. It counts
   * for the day and the month in which it is held, whenever it is settled.
   * @throws {Failure} `usage-limit-reached` when a limit would be passed; nothing is held then
   */
  reserve(use: Use): Promise<Reservation>;
}
