/** Who may compute next, among the questions a process has been asked. One at a time, step by step. */
export interface Turns {
  /** Lines a question up: behind those as urgent as itself, before those that are less so. */
  join(urgency: number, signal: AbortSignal): Place;

  /** No turn is given until what comes back is called. */
  hold(): () => void;
}

/** A question's place in the line. */
export interface Place {
  /**
   * Gives up the turn, if it was this question's, and waits for the next one. What came in meanwhile is read first.
   * Rejects with `signal.reason` as soon as the question is aborted, whoever has the turn then.
   */
  turn(): Promise<void>;

  /** Leaves the line, and gives up the turn. May be called twice. */
  leave(): void;
}

/** A question that was begun keeps its memory while it is paused; further urgencies wait for one of these to end. */
const MOST_BEGUN = 3;
/** A question is passed over so often before it gets a share: a short clip is answered to its end undisturbed … */
const PATIENCE = 32;
/** … and then it gets one step after so many of others: every fourth. */
const STEPS_FOR_ONE = 3;

interface Member {
  begun: boolean;
  /** Ends its wait; absent while it has the turn. */
  go: (() => void) | undefined;
}

/** The questions of one urgency, in the order in which they came. Only the first of them takes turns. */
interface Level {
  readonly urgency: number;
  readonly line: Member[];
  /** Steps it was passed over for more urgent ones, less what it got for them. */
  owed: number;
}

/**
 * Opens a line. The most urgent question takes every turn to its end, and equally urgent ones follow each other. A question
 * that has been passed over often gets every fourth step, however many more urgent ones come.
 */
export function takeTurns(): Turns {
  /** Most urgent first; none is empty. */
  const levels: Level[] = [];
  let holder: Member | undefined;
  let holds = 0;
  let isLooking = false;

  function look(): void {
    if (isLooking) return;
    isLooking = true;
    // Native calls hold the event loop. Only after another round of it are the messages read that came during the last one.
    setImmediate(() => {
      isLooking = false;
      if (holder === undefined && holds === 0) give();
    });
  }

  function give(): void {
    const level = nextLevel(levels);
    holder = level?.line[0];
    if (!holder) return;
    holder.begun = true;
    holder.go?.();
  }

  function leave(member: Member, level: Level): void {
    member.go = undefined;
    const at = level.line.indexOf(member);
    if (at >= 0) level.line.splice(at, 1);
    if (level.line.length === 0 && levels.includes(level)) levels.splice(levels.indexOf(level), 1);
    if (holder === member) holder = undefined;
    look();
  }

  return {
    join(urgency, signal) {
      const member: Member = { begun: false, go: undefined };
      const level = levelOf(levels, urgency);
      level.line.push(member);
      return {
        async turn() {
          if (signal.aborted) leave(member, level);
          signal.throwIfAborted();
          if (holder === member) holder = undefined;
          look();
          await waitFor(member, signal, () => leave(member, level));
        },
        leave: () => leave(member, level),
      };
    },
    hold() {
      holds++;
      return () => {
        holds--;
        look();
      };
    },
  };
}

function waitFor(member: Member, signal: AbortSignal, leave: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      leave();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
    member.go = () => {
      signal.removeEventListener("abort", abort);
      member.go = undefined;
      resolve();
    };
  });
}

function levelOf(levels: Level[], urgency: number): Level {
  const known = levels.find((level) => level.urgency === urgency);
  if (known) return known;
  const level: Level = { urgency, line: [], owed: 0 };
  levels.push(level);
  levels.sort((a, b) => b.urgency - a.urgency);
  return level;
}

const isBegun = ({ line }: Level): boolean => line[0]?.begun === true;

/** The level that gets the next step, with the account of the others kept. */
function nextLevel(levels: readonly Level[]): Level | undefined {
  const begun = levels.filter(isBegun).length;
  const able = levels.filter((level) => isBegun(level) || begun < MOST_BEGUN);
  const patient = able.filter(({ owed }) => owed >= PATIENCE).sort((a, b) => b.owed - a.owed);
  const next = patient[0] ?? able[0];
  if (!next) return undefined;
  for (const level of able) if (level.urgency < next.urgency) level.owed++;
  next.owed = Math.max(0, next.owed - STEPS_FOR_ONE);
  return next;
}
