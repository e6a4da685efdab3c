import { expect, it } from "vitest";
import { announcedName } from "./announced-name.ts";

const from = (disposition: string | null, path = "/files/fallback.mp3?key=secret") =>
  announcedName({ disposition, url: new URL(path, "https://example.org") });

it.each([
  ["attachment; filename=talk.mp3", "talk.mp3"],
  ['attachment; filename="our talk; part 1.mp3"', "our talk; part 1.mp3"],
  ['inline; filename="a \\"b\\".mp3"', "a _b_.mp3"],
  ["attachment; filename=\"x.mp3\"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.mp3", "naïve €.mp3"],
  ['attachment; filename="na\u00c3\u00afve.mp3"', "naïve.mp3"],
  ['attachment; filename="na\u00efve.mp3"', "naïve.mp3"],
  ["Attachment; FILENAME=loud.wav", "loud.wav"],
  ['attachment; filename="../../etc/passwd"', "passwd"],
  ['attachment; filename="C:\\\\Users\\\\me\\\\talk.wav"', "talk.wav"],
  ["attachment; filename*=UTF-8''..%2F..%2Ftalk.wav", "talk.wav"],
  ['attachment; filename=".bashrc"', "bashrc"],
  ["attachment; filename*=UTF-8''gpj.%E2%80%AEexe%00%0A.wav", "gpj.exe.wav"],
  ['attachment; filename=".."', "fallback.mp3"],
  ['attachment; filename=""', "fallback.mp3"],
  ["attachment", "fallback.mp3"],
  ["", "fallback.mp3"],
  [";;;=", "fallback.mp3"],
  [null, "fallback.mp3"],
])("reads %j as %j", (disposition, name) => {
  expect(from(disposition)).toBe(name);
});

it.each([
  ["/a/b/talk%20one.mp3", "talk one.mp3"],
  ["/a/b/..%2F..%2Fetc%2Fpasswd", "passwd"],
  ["/a/%ff.mp3", "%ff.mp3"],
  ["/a/b/", null],
  ["/", null],
  ["/%2e%2e%2f", null],
])("takes the end of the path %j", (path, name) => {
  expect(from(null, path)).toBe(name);
});

it("shortens a long name from its front, so that the extension stays", () => {
  const name = from(`attachment; filename=${"é".repeat(500)}.wav`);
  expect(name).toHaveLength(200);
  expect(name).toMatch(/é\.wav$/);
});
