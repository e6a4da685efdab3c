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

it.each([
  ['a"; filename="b.exe', 'attachment; filename="a\\"; filename=\\"b.exe"'],
  ["../../etc/passwd", "attachment; filename=passwd"],
  ["C:\\talks\\one.mp3", "attachment; filename=one.mp3"],
  ["a\r\nset-cookie: x\ud800.mp3", 'attachment; filename="aset-cookie: x.mp3"'],
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
