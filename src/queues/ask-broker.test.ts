import { describe, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { askBroker } from "./ask-broker.ts";

const BROKER = { name: "Redis", remedy: "Check `QUEUE_URL`." };
const failing = (error: Error, lastFault?: Error) =>
  askBroker({ ...BROKER, ...(lastFault && { lastFault: () => lastFault }) }, async () => {
    throw error;
  });
const coded = (code: string | number, message = "") => Object.assign(new Error(message), { code });

describe("askBroker", () => {
  it("gives the answer", async () => {
    expect(await askBroker(BROKER, async () => 7)).toBe(7);
  });
  it.each([
    ["ECONNREFUSED", coded("ECONNREFUSED", "connect ECONNREFUSED redis.internal:6379")],
    ["WRONGPASS", new Error("WRONGPASS invalid username-password pair for sesame")],
    ["NOT_FOUND", coded(5, "5 NOT_FOUND: Resource not found (resource=sesame).")],
    ["QueueDoesNotExist", Object.assign(new Error("sesame does not exist"), { name: "QueueDoesNotExist" })],
    ["no reason given", new Error("sesame")],
    ["no reason given", new Error("the key SESAME is wrong")],
  ])("says %s and no more of an error", async (reason, error) => {
    const failure = failing(error);
    await expect(failure).rejects.toMatchObject({
      code: "queue-unavailable",
      message: `Redis does not take part (${reason}). Check \`QUEUE_URL\`.`,
    });
    // A cause would be written down with its commands: that of signing in holds the password.
    await expect(failure).rejects.not.toHaveProperty("cause.message");
  });
  it("says what befell the connection where an error only says that it is gone", async () => {
    await expect(failing(new Error("Connection is closed."), coded("ECONNRESET"))).rejects.toThrow("(ECONNRESET)");
  });
  it("gives up after some seconds", async () => {
    const begun = performance.now();
    await expect(askBroker(BROKER, () => new Promise(() => {}))).rejects.toThrow("(no answer within 4 s)");
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
  });
});
