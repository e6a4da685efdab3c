import { expect, it } from "vitest";
import { sourceExtension } from "./source-extension.ts";

const upload = (name: string | null) => sourceExtension({ kind: "upload", name, bytes: 1, mediaType: null });

it.each([
  ["talk.mp3", ".mp3"],
  ["talk.of.today.FLAC", ".FLAC"],
  ["talk", undefined],
  [".ulaw", undefined],
  ["folder/.ulaw", undefined],
  ["talk.a b", undefined],
  ["talk.", undefined],
  ["talk.ninechars", undefined],
  ["", undefined],
  [null, undefined],
])("of %j is %s", (name, extension) => {
  expect(upload(name)).toBe(extension);
});

it("is that of the path in an address", () => {
  expect(sourceExtension({ kind: "url", url: "https://example.org/a/talk.m4a?as=x.zip#y.txt" })).toBe(".m4a");
  expect(sourceExtension({ kind: "url", url: "https://example.org" })).toBeUndefined();
});
