import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";

let service: OpenService;
const readings: string[] = [];
beforeAll(async () => {
  service = await openService({
    onRoute({ url, method, websocket }) {
      // An OIDC provider adds to the query of its callback what it likes.
      if (method !== "GET" || websocket || !url.startsWith("/api/v1/") || url.includes("/oidc")) return;
      readings.push(url.replace(/:[a-z]+/gi, randomUUID()));
    },
  });
}, SLOW_START_MS);
afterAll(() => service.close());

const codeOf = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${service.url}${path}?surprise=1`, init);
  const { code, detail = "" } = JSON.parse((await answer.text()) || "{}");
  return { path, code, isNamed: detail.includes("surprise") };
};

it("is refused at every route that is read", async () => {
  expect(readings.length).toBeGreaterThan(15);
  for (const path of readings) expect(await codeOf(path)).toEqual({ path, code: "request-invalid", isNamed: true });
});

it.each([
  ["uploads", "audio/mpeg"],
  ["transcribe", "audio/mpeg"],
  ["resumable-uploads", "application/offset+octet-stream"],
])("is refused where something is sent to %s, and nothing is kept", async (name, type) => {
  const path = `/api/v1/${name}`;
  const headers = { "content-type": type, "tus-resumable": "1.0.0", "upload-length": "5" };
  const sent = await codeOf(path, { method: "POST", headers, body: "sound" });
  expect(sent).toEqual({ path, code: "request-invalid", isNamed: true });
  expect(await service.storedFiles()).toEqual([]);
});
