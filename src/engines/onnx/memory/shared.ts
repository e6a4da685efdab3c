/** Something that holds much memory and is opened when it is needed, for several users at once. */
export interface Shared<Value> {
  /** Opens it where it is not open. @throws what opening throws; the next call tries again */
  ready(): Promise<void>;
  /** Works with it. It stays open as long as that goes on, even where it is given up meanwhile. */
  use<Event>(work: (value: Value) => AsyncIterable<Event>): AsyncIterable<Event>;
  /** The next user opens another. Whoever leaves this one last releases it. */
  giveUp(): Promise<void>;
}

interface Opened<Value> {
  readonly value: Value;
  release(): Promise<void>;
}

interface Lent<Value> extends Opened<Value> {
  users: number;
  isGivenUp: boolean;
}

export function shared<Value>(open: () => Promise<Opened<Value>>): Shared<Value> {
  let lent: Promise<Lent<Value>> | undefined;

  async function openNow(): Promise<Lent<Value>> {
    try {
      return { ...(await open()), users: 0, isGivenUp: false };
    } catch (error) {
      lent = undefined;
      throw error;
    }
  }

  function opened(): Promise<Lent<Value>> {
    lent ??= openNow();
    return lent;
  }

  return {
    async ready() {
      await opened();
    },
    async *use(work) {
      const mine = await opened();
      mine.users++;
      try {
        yield* work(mine.value);
      } finally {
        mine.users--;
        if (mine.isGivenUp && mine.users === 0) await mine.release();
      }
    },
    async giveUp() {
      const old = await lent;
      lent = undefined;
      if (!old) return;
      old.isGivenUp = true;
      if (old.users === 0) await old.release();
    },
  };
}
