import { ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import type { Redis } from "ioredis";
import { afterCounting, afterRefusing, type RequestLimit } from "../domain/request-window.ts";
import type { RequestCounter } from "../ports/request-counter.ts";

const MOST_FAILURES = 3;
const LEAVE_ALONE_MS = 5_000;

/** By the clock of Redis, which is one for all processes. What it gives back is text: of numbers Redis keeps the whole part. */
const COUNT = `
  local most, window = tonumber(ARGV[1]), tonumber(ARGV[2])
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  local slot, into = math.floor(now / window), (now % window) / window
  local old = redis.call('HMGET', KEYS[1], 'slot', 'here', 'before')
  local at, here, before = tonumber(old[1] or -1), tonumber(old[2] or 0), tonumber(old[3] or 0)
  if at < slot then
    before = at == slot - 1 and here or 0
    here = 0
  end
  local counted = here + before * (1 - into) + 1 <= most
  redis.call('HSET', KEYS[1], 'slot', slot, 'here', counted and here + 1 or here, 'before', before)
  redis.call('PEXPIRE', KEYS[1], 2 * window)
  return { counted and 1 or 0, here, before, tostring(into) }`;

interface RedisCounterOptions {
  /** One whose commands fail soon where Redis does not answer. */
  readonly client: Pick<Redis, "eval">;
  /** What all of its keys begin with. */
  readonly prefix: string;
  /** Counts while Redis does not answer. */
  readonly otherwise: RequestCounter;
  /** Told when Redis stops to answer, and when it answers again. */
  readonly onAway?: () => void;
  readonly onBack?: () => void;
}

/** Counts the requests of all processes on one Redis. */
export function redisCounter({ client, prefix, otherwise, onAway, onBack }: RedisCounterOptions): RequestCounter {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: LEAVE_ALONE_MS,
    breaker: new ConsecutiveBreaker(MOST_FAILURES),
  });
  breaker.onBreak(() => onAway?.());
  breaker.onReset(() => onBack?.());
  return {
    async count(name, limit) {
      const counted = await breaker
        .execute(() => client.eval(COUNT, 1, `${prefix}:requests:${name}`, limit.most, limit.windowMs))
        .catch(() => undefined);
      return counted === undefined ? otherwise.count(name, limit) : readCount(counted, limit);
    },
  };
}

function readCount(answer: unknown, limit: RequestLimit) {
  const [isCounted, here, before, into] = answer as [0 | 1, number, number, string]; // what the script returns
  const slots = { here, before, into: Number(into) };
  return isCounted ? afterCounting(slots, limit) : afterRefusing(slots, limit);
}
