import { setTimeout as pause } from "node:timers/promises";
import autocannon from "autocannon";
import { quantile } from "../../src/benchmark/quantile.ts";

export interface SteadyLoad {
  readonly asked: number;
  readonly refused: number;
  readonly broken: number;
  /** Requests each second, as came of it. */
  readonly rate: number;
  /** Milliseconds each answer took. */
  readonly times: readonly number[];
}

const CONNECTIONS = 50;

/**
 * Asks at an even rate. One run of autocannon asks for a second's share at the start of that second, which is a test of
 * bursts: here each connection is a run of its own, and they begin one after another over the second.
 */
export async function loadSteadily(
  url: string,
  headers: Readonly<Record<string, string>>,
  options: { readonly rate: number; readonly seconds: number },
): Promise<SteadyLoad> {
  const times: number[] = [];
  const runs: Promise<autocannon.Result>[] = [];
  const each = Math.round(options.rate / CONNECTIONS);
  for (let connection = 0; connection < CONNECTIONS; connection++) {
    runs.push(
      new Promise((resolve, reject) => {
        const run = autocannon(
          { url, headers: { ...headers }, connections: 1, overallRate: each, duration: options.seconds },
          (error, result) => (error ? reject(error) : resolve(result)),
        );
        run.on("response", (_client, _status, _bytes, ms) => times.push(ms));
      }),
    );
    await pause(1000 / CONNECTIONS);
  }
  const results = await Promise.all(runs);
  const sum = (of: (result: autocannon.Result) => number) => results.reduce((total, result) => total + of(result), 0);
  return {
    asked: times.length,
    refused: sum(({ non2xx }) => non2xx),
    broken: sum(({ errors, timeouts }) => errors + timeouts),
    rate: times.length / options.seconds,
    times,
  };
}

/** A line of it. */
export const tellLoad = (what: string, { asked, rate, times, broken, refused }: SteadyLoad): void =>
  console.log(
    `${what}: ${asked} (${rate.toFixed(0)}/s), p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms, ` +
      `worst ${quantile(times, 1).toFixed(0)} ms, ${broken} broken, ${refused} refused`,
  );
