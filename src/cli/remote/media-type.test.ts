import { expect, it } from "vitest";
import { mediaTypeOf } from "./media-type.ts";

it("knows the usual recordings by their names, and says of the others nothing", () => {
  expect(["a.mp3", "B.WAV", "c.d.webm", "notes.txt", "e", ""].map(mediaTypeOf)).toEqual([
    ...["audio/mpeg", "audio/wav", "video/webm"],
    ...["application/octet-stream", "application/octet-stream", "application/octet-stream"],
  ]);
});
