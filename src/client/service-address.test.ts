import { expect, it } from "vitest";
import { serviceAddress } from "./service-address.ts";

it.each([
  ["http://box:8000", "http://box:8000/api/v1/jobs"],
  ["box:8000", "http://box:8000/api/v1/jobs"],
  ["127.0.0.1:8000/", "http://127.0.0.1:8000/api/v1/jobs"],
  ["https://example.org/scribe/?x=1#y", "https://example.org/scribe/api/v1/jobs"],
])("asks the service at %s at %s", (text, url) => {
  expect(serviceAddress(text).at("api/v1/jobs").href).toBe(url);
});

it("writes what is asked for into the query", () => {
  const url = serviceAddress("box").at("a", { state: "queued,running", after: undefined, name: "ü &?.mp3" });
  expect(Object.fromEntries(url.searchParams)).toEqual({ state: "queued,running", name: "ü &?.mp3" });
});

it("sends a password, and shows none", () => {
  const { shown, headers, at } = serviceAddress("https://ada:p%40ss@example.org");
  expect(shown).toBe("https://example.org");
  expect(at("a").href).not.toContain("ada");
  expect(headers.authorization).toBe(`Basic ${Buffer.from("ada:p@ss").toString("base64")}`);
  expect(serviceAddress("box").headers).toEqual({});
});

it.each(["ftp://ada:s3cret@box", "http://ada:s3cret@", "http://ada:s3cret@box:port", "http://ada:s3cret@s3cret@["])(
  "shows no password of %j, which it refuses",
  (text) => {
    expect(() => serviceAddress(text)).toThrow(expect.objectContaining({ code: "url-invalid" }));
    expect(() => serviceAddress(text)).not.toThrow(/ada|s3cret/);
  },
);

it.each(["ftp://box", "http://", "http://[", ""])("refuses %j", (text) => {
  expect(() => serviceAddress(text)).toThrow(expect.objectContaining({ code: "url-invalid" }));
});
