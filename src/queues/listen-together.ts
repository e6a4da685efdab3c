import type { Lane } from "../domain/piece.ts";

/** Those of one process who listen to a queue that gives every ring to everybody. */
export interface ListenTogether {
  /** Rings for each listener of the lane. One that is still busy with it is rung for once when it is done. */
  ring(lane: Lane): void;
  add(lanes: readonly Lane[], onRing: (lane: Lane) => Promise<void>): { stop(): Promise<void> };
  clear(): void;
}

export function listenTogether(): ListenTogether {
  const listeners = new Set<(lane: Lane) => void>();
  return {
    ring(lane) {
      for (const hear of listeners) hear(lane);
    },
    add(lanes, onRing) {
      const busy = new Set<Lane>();
      const missed = new Set<Lane>();
      const hear = (lane: Lane): void => {
        if (!lanes.includes(lane) || !listeners.has(hear)) return;
        if (busy.has(lane)) {
          missed.add(lane);
          return;
        }
        busy.add(lane);
        const done = () => {
          busy.delete(lane);
          if (missed.delete(lane)) hear(lane);
        };
        onRing(lane).then(done, done);
      };
      listeners.add(hear);
      return {
        async stop() {
          listeners.delete(hear);
        },
      };
    },
    clear: () => listeners.clear(),
  };
}
