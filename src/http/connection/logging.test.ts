import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { describeBug } from "../../domain/describe-bug.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

describe("what is logged of an error", () => {
  test("is its name, code and frames, and never its message", () => {
    const cause = new RangeError("the cause has\n    at secret (words.ts:1:1)\n  too");
    const error = Object.assign(new Error("talk-with-anna.mp3", { cause }), { code: "ENOENT" });
    const bug = describeBug(error);
    expect(bug).toMatchObject({ name: "Error", code: "ENOENT", cause: { name: "RangeError" } });
    expect(bug.frames[0]).toContain("logging.test.ts");
    expect(JSON.stringify(bug)).not.toMatch(/anna|secret/);
  });

  test("ends where causes go in a circle", () => {
    const error = new Error("a");
    error.cause = error;
    expect(JSON.stringify(describeBug(error)).match(/"cause"/g)).toHaveLength(4);
  });

  test.each(["a text", null, 3])("is little where %o is thrown", (thrown) => {
    expect(describeBug(thrown)).toEqual({ name: typeof thrown, frames: [] });
  });
});

describe("the log of requests", () => {
  let open: OpenApp;
  beforeAll(async () => {
    open = await openApp({});
  });
  afterAll(async () => {
    open.slow.end();
    await open.app.close();
  });

  test("has one line for each, with its route's pattern and not its address", async () => {
    const response = await fetch(`${open.url}/test/things/anna?count=1&token=hush`, {
      method: "POST",
      body: '{"name":"anna","tags":[]}',
      headers: { "content-type": "application/json", authorization: "Bearer hush" },
    });
    await response.text();
    await expect.poll(() => open.lines().filter(({ msg }) => msg === "request")).toHaveLength(1);
    expect(open.lines().find(({ msg }) => msg === "request")).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      requestId: response.headers.get("x-request-id"),
      method: "POST",
      route: "/test/things/:id",
      status: 200,
      ms: expect.any(Number),
      msg: "request",
    });
    expect(JSON.stringify(open.lines())).not.toMatch(/anna|hush/);
  });

  test("says when a client went away", async () => {
    const client = new AbortController();
    const asked = fetch(`${open.url}/test/slow`, { signal: client.signal }).catch(() => undefined);
    await expect.poll(() => open.slow.begun).toBe(1);
    client.abort();
    await asked;
    await expect
      .poll(() => open.lines())
      .toContainEqual(expect.objectContaining({ msg: "client went away", route: "/test/slow" }));
  });

  test("says by its code alone that a client broke the rules of a WebSocket", async () => {
    const socket = new WebSocket(`${open.url.replace("http", "ws")}/api/v1/ws`);
    await once(socket, "open");
    socket.send("x".repeat(10_000_000));
    expect(await once(socket, "close")).toContain(1009);
    await expect.poll(() => open.lines()).toContainEqual(expect.objectContaining({ msg: "socket broken off" }));
    expect(open.lines().filter(({ level }) => level === "error")).toEqual([]);
  });
});
