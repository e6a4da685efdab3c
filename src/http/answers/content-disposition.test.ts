import { expect, it } from "vitest";
import { contentDisposition, withoutExtension } from "./content-disposition.ts";

it("writes a plain name", () => {
  expect(contentDisposition("attachment", "talk.srt")).toBe("attachment; filename=talk.srt");
});

it("writes a name of other letters exactly, and for old clients as well as that goes", () => {
  expect(contentDisposition("inline", "Gespräch (1).mp3")).toBe(
    `inline; filename="Gespr?ch (1).mp3"; filename*=UTF-8''Gespr%C3%A4ch%20%281%29.mp3`,
  );
});

it("writes an emoji whole", () => {
  const header = contentDisposition("attachment", "talk 🎙.mp3");
  expect(header).toContain("filename*=UTF-8''talk%20%F0%9F%8E%99.mp3");
  expect(header).toMatch(/^[\x20-\x7e]+$/);
});

it.each([
  ['a"; filename="b.exe', 'attachment; filename="a\\"; filename=\\"b.exe"'],
  ["../../etc/passwd", "attachment; filename=passwd"],
  ["C:\\talks\\one.mp3", "attachment; filename=one.mp3"],
  ["a\r\nset-cookie: x\ud800.mp3", 'attachment; filename="aset-cookie: x.mp3"'],
  ['..\\"..\\b.mp3', "attachment; filename=b.mp3"],
  ["a\u2028/../b.mp3", "attachment; filename=b.mp3"],
  ['say "hi".mp3', 'attachment; filename="say \\"hi\\".mp3"'],
  ["100%.mp3", "attachment; filename=100%.mp3"],
  ["a%20b.mp3", "attachment; filename=a%20b.mp3; filename*=UTF-8''a%2520b.mp3"],
])("does not let %j out of its quotes", (name, header) => {
  expect(contentDisposition("attachment", name)).toBe(header);
});

it("leaves out a name that is none", () => {
  expect(contentDisposition("attachment", null)).toBe("attachment");
  expect(contentDisposition("attachment", "\0/")).toBe("attachment");
});

it.each([
  ["talk.mp3", "talk"],
  ["talk.part.1.mp3", "talk.part.1"],
  ["talk", "talk"],
  [".hidden", ".hidden"],
])("takes the extension off %s", (name, stem) => {
  expect(withoutExtension(name)).toBe(stem);
});
