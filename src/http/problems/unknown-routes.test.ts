import { afterAll, beforeAll, expect, it } from "vitest";
import { dialectRoutes } from "../../dialects/routes.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

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
  expect(await answer.text()).toContain("PUT is not possible here");
});

it.each([
  ["/api/v1/nothing", ["code", "detail", "instance", "status", "title", "type"]],
  ["/nothing", ["code", "detail", "instance", "status", "title", "type"]],
  ["/v1/nothing", ["error"]],
  ["/v1/audio/speech", ["error"]],
  ["/v1/listen", ["err_code", "err_msg", "request_id"]],
  ["/v1/listen/more", ["err_code", "err_msg", "request_id"]],
  ["/v2/transcript/7/nothing", ["error"]],
  ["/v2/an-endpoint/nothing", ["error"]],
])("what is asked in vain at %s is told as its neighbours tell", async (path, fields) => {
  const answer = await fetch(opened.url + path);
  expect([answer.status >= 404, new Set(Object.keys((await answer.json()) as object))]).toEqual([
    true,
    new Set(fields),
  ]);
});

it.each(["/v1", "/v1/model/whisper-1", "/api/v1/jobs/7/8", "/api/v1//result"])("nothing is at %s", async (path) => {
  const answer = await fetch(opened.url + path, { method: "PUT" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([404, null]);
});
