import { type Host, modelHost } from "./host.ts";
import type { HostOptions } from "./host-child.ts";

export interface HostGroup<Input, Event> extends Pick<Host<Input, Event>, "close"> {
  /** As `Host.ask`. @param options `weight`: how much there is to do, to share it out evenly */
  ask(
    input: Input,
    signal: AbortSignal,
    options: { urgency?: number | undefined; weight: number },
  ): AsyncIterable<Event>;
  /** Starts so many of the processes, and has them load their model. */
  warm(count: number): void;
  /** Starts all of them, and waits until they have loaded their model. */
  load(): Promise<void>;
  /** Ends them all. The next question starts another. */
  unload(): Promise<void>;
  /** Of the processes that run. */
  pids(): number[];
}

interface Member<Input, Event> {
  readonly host: Host<Input, Event>;
  /** Weight of the questions that are open, and of all there were. */
  open: number;
  total: number;
}

/** A process that runs goes first: the other would have to load the model. */
const startOf = ({ host }: { host: Pick<Host<never, never>, "pid"> }): number => (host.pid === undefined ? 1 : 0);

/**
 * Several processes of one model as one host: each question goes to the process with the least to do, of those that run to
 * the one that has done least, and no process is started before it is needed.
 */
export function hostGroup<Input, Event>(options: HostOptions, count: number): HostGroup<Input, Event> {
  const members: Member<Input, Event>[] = Array.from({ length: count }, () => ({
    host: modelHost<Input, Event>(options),
    open: 0,
    total: 0,
  }));
  return {
    async *ask(input, signal, { urgency, weight }) {
      const [member] = [...members].sort((a, b) => a.open - b.open || startOf(a) - startOf(b) || a.total - b.total);
      if (!member) throw new Error("A group has at least one process");
      member.open += weight;
      member.total += weight;
      try {
        yield* member.host.ask(input, signal, { urgency });
      } finally {
        member.open -= weight;
      }
    },
    warm(wanted) {
      for (const { host } of members.slice(0, wanted)) host.warm();
    },
    async load() {
      await Promise.all(members.map(({ host }) => host.load()));
    },
    async unload() {
      await Promise.all(members.map(({ host }) => host.unload()));
    },
    pids: () => members.flatMap(({ host }) => host.pid ?? []),
    async close() {
      await Promise.all(members.map(({ host }) => host.close()));
    },
  };
}
