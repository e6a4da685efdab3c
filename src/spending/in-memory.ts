import { dollarsAMinute, type Prices } from "../domain/remote-prices.ts";
import { type Amount, addAmounts, amountOf, checkLimits, type SpendingLimits } from "../domain/spending-limits.ts";
import type { Payer } from "../ports/engine.ts";
import type { Reservation, Spending, Use } from "../ports/spending.ts";

export interface InMemorySpendingOptions {
  /** Of everybody together. */
  readonly limits?: SpendingLimits;
  /** Of each key by itself. */
  readonly limitsPerKey?: SpendingLimits;
  /** Prices that are known better than in the list. */
  readonly prices?: Prices;
  readonly now?: () => Date;
}

/** One request, as it counts. */
export interface SpendingRecord {
  readonly model: string;
  readonly payer: Payer | null;
  readonly at: Date;
  readonly seconds: number;
  readonly dollars: number;
  /** Whether it is known what was used, or only what was held for it. */
  readonly settled: boolean;
}

/** Books that can be looked into. */
export interface InMemorySpending extends Spending {
  /** What counts in this month, in the order in which it was held. What was released is not there. */
  records(): readonly SpendingRecord[];
}

interface Entry {
  readonly use: Use;
  readonly at: Date;
  /** `2026-11-21` in UTC; the month is the beginning of it. */
  readonly day: string;
  amount: Amount;
  settled: boolean;
}

/** Books within one process, for the library and the command line: they are empty when it starts. */
export function inMemorySpending({
  limits = {},
  limitsPerKey = {},
  prices,
  now = () => new Date(),
}: InMemorySpendingOptions = {}): InMemorySpending {
  let entries: Entry[] = [];
  const priced = (model: string, seconds: number) => amountOf(seconds, dollarsAMinute(model, prices));
  const forgetPast = (day: string) => {
    entries = entries.filter((entry) => monthOf(entry.day) === monthOf(day));
  };

  return {
    // Without a pause between looking and writing: of several at once none looks before another has written.
    async reserve(use) {
      const at = now();
      const entry: Entry = { use, at, day: dayOf(at), amount: priced(use.model, use.seconds), settled: false };
      forgetPast(entry.day);
      checkLimits(limits, usedWith(entry, entries), "in total");
      if (use.payer !== null && use.payer.key !== null) {
        const same = entries.filter((other) => isSameKey(other.use.payer, use.payer));
        checkLimits(limitsPerKey, usedWith(entry, same), "for this key");
      }
      entries.push(entry);
      return reservation({
        settle: (seconds) => Object.assign(entry, { amount: priced(use.model, seconds), settled: true }),
        release: () => {
          entries = entries.filter((other) => other !== entry);
        },
      });
    },
    records() {
      forgetPast(dayOf(now()));
      return entries.map(toRecord);
    },
  };
}

/** Hears only the first word. */
function reservation({ settle, release }: { settle(seconds: number): void; release(): void }): Reservation {
  let isOpen = true;
  const once = (change: () => void) => {
    if (isOpen) change();
    isOpen = false;
  };
  return {
    settle: async ({ seconds }) => once(() => settle(seconds)),
    release: async () => once(release),
  };
}

/** What the day and the month of an entry come to with it. All are of its month. */
function usedWith(entry: Entry, others: readonly Entry[]): { day: Amount; month: Amount } {
  const month = [...others, entry];
  const day = month.filter(({ day }) => day === entry.day);
  return { day: addAmounts(day.map(({ amount }) => amount)), month: addAmounts(month.map(({ amount }) => amount)) };
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const monthOf = (day: string): string => day.slice(0, 7);

const isSameKey = (one: Payer | null, other: Payer | null): boolean =>
  one?.tenant === other?.tenant && one?.key === other?.key;

const toRecord = ({ use: { model, payer }, at, amount, settled }: Entry): SpendingRecord => ({
  model,
  payer,
  at,
  settled,
  seconds: amount.milliseconds / 1000,
  dollars: amount.nanodollars / 1e9,
});
