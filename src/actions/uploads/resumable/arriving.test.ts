import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { Failure } from "../../../domain/failure.ts";
import { never } from "../../testing/play-job.ts";
import { arriving } from "./arriving.ts";

it("gives what came of a body that breaks off, and tells of it afterwards", async () => {
  const body = new PassThrough();
  const { content, checkEnd } = arriving(body, { most: 10, enough: never });
  body.write("abc");
  await once(content, "readable");
  body.destroy(new Error("cut"));
  expect(await text(content)).toBe("abc");
  expect(checkEnd).toThrow(expect.objectContaining({ code: "source-unreadable" }));
});

it("passes on a failure that a body ends with", async () => {
  const body = new PassThrough();
  const { content, checkEnd } = arriving(body, { most: 10, enough: never });
  body.destroy(new Failure("request-invalid", "The body is not in its coding."));
  expect(await text(content)).toBe("");
  expect(checkEnd).toThrow(expect.objectContaining({ code: "request-invalid" }));
});

it("ends with what has come when that is enough, and lets go of the body", async () => {
  const enough = new AbortController();
  const body = new PassThrough();
  const { content, checkEnd } = arriving(body, { most: 10, enough: enough.signal });
  body.write("abc");
  await once(content, "readable");
  enough.abort();
  body.write("def");
  expect(await text(content)).toBe("abc");
  expect(checkEnd).not.toThrow();
  expect(body.destroyed).toBe(false);
});

it("takes nothing that comes when it was enough before", async () => {
  const { content } = arriving(Readable.from([Buffer.from("abc")]), { most: 10, enough: AbortSignal.abort() });
  expect(await text(content)).toBe("");
});

it("takes as much as was said, and refuses more", async () => {
  const body = () => Readable.from([Buffer.from("abc"), Buffer.from("de")]);
  expect(String(await buffer(arriving(body(), { most: 5, enough: never }).content))).toBe("abcde");
  await expect(text(arriving(body(), { most: 4, enough: never }).content)).rejects.toMatchObject({
    code: "request-too-large",
  });
});
