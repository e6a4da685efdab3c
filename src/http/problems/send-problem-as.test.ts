import { type FastifyInstance, fastify } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendProblemAs, textOfProblem } from "./answer-problem.ts";
import { problemOfCode } from "./problems.ts";

let app: FastifyInstance;
beforeAll(async () => {
  app = fastify();
  app.get("/", (_, reply) => sendProblemAs(reply, { retryAfter: 7 }, { status: 418, body: { error: "later" } }));
  await app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => app.close());

it("says in any words when to come back, and that nobody keeps it", async () => {
  const answer = await fetch(app.listeningOrigin);
  expect([answer.status, await answer.text()]).toEqual([418, '{"error":"later"}']);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "retry-after": "7",
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
  });
});

it("is told in a text: what is wrong, or where its operator finds it", () => {
  const { detail: _, ...bug } = problemOfCode("media-empty", "It is empty.", "req-1");
  expect(textOfProblem({ ...bug, detail: "It is empty." })).toBe("It is empty.");
  expect(textOfProblem(bug)).toMatch(/\. The request is req-1 in the server's log\.$/);
});
