import { expect, it } from "vitest";
import { acceptedFormat } from "./accepted-format.ts";

it.each([
  [undefined, "json"],
  ["*/*", "json"],
  ["text/plain", "txt"],
  ["text/html, text/vtt;q=0.5, application/x-subrip;q=0.8", "srt"],
  ["Text/VTT; charset=utf-8", "vtt"],
  ["text/*", "txt"],
  ["text/*;q=0.5, text/vtt", "vtt"],
  ["*/*;q=0.1, application/x-subrip", "srt"],
  ["text/vtt, text/plain", "vtt"],
  ["text/plain;q=0.5, text/vtt;q=0.5", "txt"],
  ["text/*, text/plain;q=0", "vtt"],
  ["text/plain; charset=utf-8", "txt"],
  ["text/plain; charset=utf-16", "json"],
  ["", "json"],
  [",;=,q=1", "json"],
  ["text/plain;q=0, application/json", "json"],
  ["text/vtt;q=zero, text/plain;q=0.1", "txt"],
  ["constructor, text/html", "json"],
])("%s asks for %s", (header, format) => {
  expect(acceptedFormat(header)).toBe(format);
});
