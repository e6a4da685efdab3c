import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { base64Recording } from "./base64-recording.ts";

const bytes = Buffer.concat([Buffer.from([0xfb, 0xff, 0xbf]), randomBytes(1000)]);

it.each([
  ["base64", bytes.toString("base64")],
  ["base64url", bytes.toString("base64url")],
  ["lines", bytes.toString("base64").replace(/.{76}/g, "$&\r\n")],
  ["no padding", bytes.toString("base64").replace(/=/g, "")],
])("reads %s", (_name, text) => {
  expect(base64Recording(text)).toEqual({ bytes, mediaType: null });
});

it("reads a data URL with its type", () => {
  const text = `data:audio/WAV;codecs=1;base64,${bytes.toString("base64")}`;
  expect(base64Recording(text)).toEqual({ bytes, mediaType: "audio/wav" });
  expect(base64Recording("data:;base64,AAAA").mediaType).toBeNull();
});

it.each([
  "not base64!",
  "AAA*",
  "A",
  "AAAAA",
  "AA=A",
  "data:audio/wav,AAAA",
  "https://example.org/talk.mp3",
  "AAAA====",
])("refuses %s", (text) => {
  expect(() => base64Recording(text)).toThrow(expect.objectContaining({ code: "request-invalid" }));
});

it("says what to do with more than 25 MB", () => {
  expect(base64Recording(Buffer.alloc(25_000_000).toString("base64")).bytes.length).toBe(25_000_000);
  expect(() => base64Recording(Buffer.alloc(25_000_001).toString("base64"))).toThrow(/25 MB.*multipart/);
});
