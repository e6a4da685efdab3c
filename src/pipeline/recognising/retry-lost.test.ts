import { expect, it } from "vitest";
import { Failure } from "../../domain/failure.ts";
import { retryLost } from "./retry-lost.ts";

const never = new AbortController().signal;

/** Work that is lost so many times before it succeeds. */
function work(losses: number, failure: Error = new Failure("engine-lost", "The process died")) {
  let tries = 0;
  const tryOnce = async () => {
    tries++;
    if (tries <= losses) throw failure;
    return "done";
  };
  return { tryOnce, tries: () => tries };
}

it("does work again that was lost with its process", async () => {
  const { tryOnce, tries } = work(2);
  expect(await retryLost(tryOnce, never)).toBe("done");
  expect(tries()).toBe(3);
});

it("gives up work that is lost five times, with the failure itself", async () => {
  const { tryOnce, tries } = work(Number.POSITIVE_INFINITY);
  await expect(retryLost(tryOnce, never)).rejects.toMatchObject({ code: "engine-lost" });
  expect(tries()).toBe(5);
});

it.each([new Failure("engine-failed", "It said no"), new TypeError("A bug")])(
  "lets any other failure stand: %s",
  async (failure) => {
    const { tryOnce, tries } = work(1, failure);
    await expect(retryLost(tryOnce, never)).rejects.toBe(failure);
    expect(tries()).toBe(1);
  },
);

it("ends with the reason of the signal, before the work and between two tries", async () => {
  const reason = new Error("enough");
  const { tryOnce, tries } = work(0);
  await expect(retryLost(tryOnce, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(tries()).toBe(0);
  const controller = new AbortController();
  const lost = work(Number.POSITIVE_INFINITY);
  const answer = retryLost(lost.tryOnce, controller.signal);
  setTimeout(() => controller.abort(reason), 300);
  await expect(answer).rejects.toBe(reason);
  expect(lost.tries()).toBeLessThan(5);
});
