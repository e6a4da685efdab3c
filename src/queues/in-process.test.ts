import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { inProcessBell } from "./in-process.ts";
import { inProcessNews } from "./in-process-news.ts";

it("rings in the lanes that are listened to, until told to stop", async () => {
  const bell = inProcessBell();
  const heard: string[] = [];
  const one = await bell.listen(["media", "text"], (lane) => void heard.push(`one ${lane}`));
  const two = await bell.listen(["media"], (lane) => void heard.push(`two ${lane}`));
  await bell.ring("media");
  await bell.ring("speech");
  await bell.ring("text");
  expect(heard).toEqual(["one media", "two media", "one text"]);
  await one.stop();
  await bell.ring("media");
  expect(heard.at(-1)).toBe("two media");
  expect(heard).toHaveLength(4);
  await two.stop();
  await bell.close();
});

it("rings later where that is asked for, and not after it was closed", async () => {
  const bell = inProcessBell();
  let rings = 0;
  await bell.listen(["media"], () => void rings++);
  await bell.ring("media", { delayMs: 30 });
  expect(rings).toBe(0);
  await pause(200);
  expect(rings).toBe(1);
  await bell.ring("media", { delayMs: 30 });
  await bell.close();
  await bell.close();
  await pause(100);
  expect(rings).toBe(1);
});

it("tells news to all who listen, and to nobody who has stopped", async () => {
  const news = inProcessNews();
  const heard: string[] = [];
  const stop = news.listen(({ job, kind }) => void heard.push(`one ${job} ${kind}`));
  news.listen(({ job }) => void heard.push(`two ${job}`));
  await news.tell({ job: "a", kind: "cancelled" });
  stop();
  stop();
  await news.tell({ job: "b", kind: "events" });
  expect(heard).toEqual(["one a cancelled", "two a", "two b"]);
});
