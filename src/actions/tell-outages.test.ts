import { EventEmitter, once } from "node:events";
import { Writable } from "node:stream";
import pino from "pino";
import { expect, it } from "vitest";
import { Failure } from "../domain/failure.ts";
import { tellOutages } from "./tell-outages.ts";

const away = () => Promise.reject(new Failure("database-unavailable", "Words of a database."));
const storeAway = () => Promise.reject(new Failure("storage-unavailable", "Words of a store."));
const well = async () => "done";

function overheard() {
  const lines: string[] = [];
  const into = new Writable({ write: (line, _encoding, done) => done(void lines.push(String(line))) });
  const attempt = tellOutages(pino({ base: null, timestamp: false }, into), {
    failed: "not swept",
    over: "swept again",
  });
  return { attempt, said: () => lines.map((line): unknown => JSON.parse(line)) };
}

const begun = { level: 40, sweep: "blobs", code: "database-unavailable", msg: "not swept" };
const over = { level: 30, sweep: "blobs", msg: "swept again" };
const about = { sweep: "blobs" };

it("tells of an outage once when it begins and once when it is over, and again of the next", async () => {
  const { attempt, said } = overheard();
  expect(await attempt(well, { about })).toBe("done");
  expect(said()).toEqual([]);
  for (let tries = 0; tries < 3; tries++) expect(await attempt(away, { about })).toBeUndefined();
  expect(said()).toEqual([begun]);
  await attempt(well, { about });
  await attempt(well, { about });
  expect(said()).toEqual([begun, over]);
  await attempt(away, { about });
  expect(said()).toEqual([begun, over, begun]);
});

it("tells of another cause, and takes nothing that began before for the end", async () => {
  const { attempt, said } = overheard();
  const answer = new EventEmitter();
  const slow = attempt(() => once(answer, "come"), { about });
  await attempt(away, { about });
  answer.emit("come");
  await slow;
  await attempt(storeAway, { about });
  expect(said()).toEqual([begun, { ...begun, code: "storage-unavailable" }]);
});

it("tells of a bug each time, with where it is and without its words", async () => {
  const { attempt, said } = overheard();
  const bug = () => Promise.reject(new TypeError("words"));
  await attempt(bug, { about });
  await attempt(bug);
  const logged = { level: 50, msg: "not swept", bug: expect.objectContaining({ name: "TypeError" }) };
  expect(said()).toEqual([{ ...logged, ...about }, logged]);
  expect(JSON.stringify(said())).not.toContain("words");
});

it("says nothing of what ends because it is stopped", async () => {
  const { attempt, said } = overheard();
  expect(await attempt(away, { signal: AbortSignal.abort() })).toBeUndefined();
  expect(said()).toEqual([]);
});
