import pg from "pg";
import { refuseAway } from "./unreachable.ts";

/** More different statements than the service has; where one is made anew each time, it may not fill the server's memory. */
const MOST_NAMES = 500;
/** Characters: what is longer has as many parameters as it has rows, comes once, and would be kept by each connection. */
const LONGEST_NAMED = 10_000;

/** The embedded database is one session, whichever client asks it: what an earlier one has named it knows yet. */
let clients = 0;

/**
 * A client that prepares each statement with parameters once and then calls it by name. Planning is most of what a read
 * by key costs the embedded database: a third of the time is left. What it asks fails with `database-unavailable` where the
 * connection is lost.
 */
export class NamingClient extends pg.Client {
  readonly #client = clients++;
  readonly #names = new Map<string, string>();

  // biome-ignore lint/suspicious/noExplicitAny: the base has two overloads, and the pool knows what it passes.
  override connect(...[onEnd]: any[]): any {
    if (onEnd === undefined) return super.connect();
    super.connect((error: Error | null) => {
      // The base keeps the connection where it has no answer to the server's question, and with it the process.
      if (error) void this.end().catch(() => {});
      onEnd(error);
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: the base has eight overloads; all but one are passed on as they come.
  override query(...given: any[]): any {
    const [text, values, ...rest] = given;
    const name =
      typeof text === "string" && Array.isArray(values) && values.length > 0 ? this.#nameOf(text) : undefined;
    const query = super.query.bind(this) as (...passed: unknown[]) => unknown;
    const answer = name === undefined ? query(...given) : query({ name, text, values }, ...rest);
    return answer instanceof Promise ? answer.catch(refuseAway) : answer;
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MOST_NAMES || text.length > LONGEST_NAMED) return known;
    const name = `statement-${this.#client}-${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }
}
