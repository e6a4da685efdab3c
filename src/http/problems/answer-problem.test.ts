import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({});
});
afterAll(() => open.app.close());

async function ask(path: string, init?: RequestInit) {
  const response = await fetch(open.url + path, init);
  return { response, problem: JSON.parse((await response.text()) || "null") };
}

const json = (body: string) => ({ method: "POST", body, headers: { "content-type": "application/json" } });

describe("a failed request", () => {
  test("is answered with problem details that name the request", async () => {
    const { response, problem } = await ask("/nowhere?name=x");
    expect(response.headers.get("content-type")).toMatch("application/problem+json");
    expect(problem).toEqual({
      type: "/docs/errors#route-not-found",
      title: "Nothing at this address",
      status: 404,
      detail: expect.any(String),
      code: "route-not-found",
      instance: response.headers.get("x-request-id"),
    });
  });

  test("names each wrong field in every part, and what would be right", async () => {
    const { problem } = await ask("/test/things/1?count=9", json('{"name":3}'));
    expect(problem).toMatchObject({ status: 400, code: "request-invalid" });
    expect(problem.errors).toEqual([
      { in: "body", field: "name", message: "must be a text" },
      { in: "body", field: "tags", message: "must be sent" },
      { in: "query", field: "count", message: "must be at most 3" },
    ]);
    expect(problem.detail).toBe("body name: must be a text. body tags: must be sent. query count: must be at most 3");
  });

  test.each([
    { what: "half a JSON", body: '{"name":', status: 400, code: "request-invalid" },
    { what: "no JSON at all", body: "", status: 400, code: "request-invalid" },
    { what: "too much JSON", body: JSON.stringify("x".repeat(1e6 + 1e5)), status: 413, code: "request-too-large" },
  ])("with $what is $status", async ({ body, status, code }) => {
    const { problem } = await ask("/test/json", json(body));
    expect(problem).toMatchObject({ status, code });
  });

  test("with a method that the address does not have is 405 with those it has", async () => {
    const { response, problem } = await ask("/test/bug", { method: "DELETE" });
    expect(problem).toMatchObject({ status: 405, code: "method-not-allowed" });
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    const parameters = await ask("/test/things/7");
    expect(parameters.response.headers.get("allow")).toBe("POST");
    expect((await ask("/test/things/")).response.status).toBe(404);
  });

  test("with OPTIONS says what the address has", async () => {
    const response = await fetch(`${open.url}/health`, { method: "OPTIONS" });
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD"]);
  });

  test("with an address that cannot be read is 400", async () => {
    expect((await ask("/%zz")).problem).toMatchObject({ status: 400, code: "request-invalid" });
  });

  test("for a bug is a bare 500, and the log has the frames without the message", async () => {
    const { response, problem } = await ask("/test/bug");
    expect(problem).toEqual({
      type: "/docs/errors#internal-error",
      title: "Internal error",
      status: 500,
      code: "internal-error",
      instance: response.headers.get("x-request-id"),
    });
    const line = open.lines().find(({ msg }) => msg === "bug");
    expect(line).toMatchObject({ level: "error", requestId: problem.instance, bug: { name: "TypeError" } });
    expect(JSON.stringify(line)).toContain("open-app.ts");
    expect(JSON.stringify(open.lines())).not.toContain("secret");
  });

  test("that is not HTTP gets an answer all the same", async () => {
    const socket = connect(open.port, "127.0.0.1");
    socket.end("HELLO?\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status: 400, code: "request-invalid" });
  });
});
