import { type Host, modelHost } from "./host.ts";
import type { HostOptions } from "./host-child.ts";

export interface HostGroup<Input, Event> extends Pick<Host<Input, Event>, "ask" | "close"> {
  /** Starts so many of the processes, and has them load their model. */
  warm(count: number): void;
}

/**
 * Several processes of one model as one host: each question goes to the process with the least to do, and no process is
 * started before it is needed.
 */
export function hostGroup<Input, Event>(options: HostOptions, count: number): HostGroup<Input, Event> {
  const members = Array.from({ length: count }, () => ({ host: modelHost<Input, Event>(options), open: 0 }));
  const idlest = () => members.reduce((best, member) => (member.open < best.open ? member : best));
  return {
    async *ask(...question) {
      const member = idlest();
      member.open++;
      try {
        yield* member.host.ask(...question);
      } finally {
        member.open--;
      }
    },
    warm(wanted) {
      for (const { host } of members.slice(0, wanted)) host.warm();
    },
    async close() {
      await Promise.all(members.map(({ host }) => host.close()));
    },
  };
}
