import { afterAll, beforeAll, expect, it } from "vitest";
import { dialectRoutes } from "../dialects/routes.ts";
import { type OpenApp, openApp } from "./testing/open-app.ts";

let opened: OpenApp;
beforeAll(async () => {
  opened = await openApp({ dialects: dialectRoutes });
});
afterAll(() => opened.app.close());

it.each([
  ["/v1/models/onnx/whisper-base", "GET, HEAD"],
  ["/v1/models/whisper-1?a=/b", "GET, HEAD"],
  ["/v1/models", "GET, HEAD"],
  ["/api/v1/jobs/7/", "DELETE, GET, HEAD"],
  ["/api/v1/jobs/7", "DELETE, GET, HEAD"],
  ["/", "GET, HEAD"],
])("a wrong method at %s is 405 with those it has", async (path, allowed) => {
  const answer = await fetch(opened.url + path, { method: "PUT" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, allowed]);
  expect(await answer.json()).toMatchObject({ code: "method-not-allowed" });
});

it.each(["/v1", "/v1/model/whisper-1", "/api/v1/jobs/7/8", "/api/v1//result"])("nothing is at %s", async (path) => {
  const answer = await fetch(opened.url + path, { method: "PUT" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([404, null]);
});
