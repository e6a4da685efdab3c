import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { type Asking, openAsking, URL_OF_A_TALK } from "./testing/asking.ts";

let asking: Asking;
beforeAll(async () => {
  asking = await openAsking();
}, SLOW_START_MS);
afterEach(() => asking.clear());
afterAll(() => asking.close());

/** Submits so many. Gives their ids, the newest first. */
async function submitted(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.unshift((await asking.transcripts.submit({ audio: URL_OF_A_TALK })).id);
  return ids;
}

const idsOf = (page: { transcripts: readonly { id: string }[] }) => page.transcripts.map(({ id }) => id);

describe("a list", () => {
  it("has what AssemblyAI's clients submitted, the newest first, field by field", async () => {
    const [queued, failed, done] = await submitted(3);
    await asking.ask("POST", "/api/v1/transcribe", { url: URL_OF_A_TALK });
    await asking.service.succeed(done ?? "");
    await asking.service.fail(failed ?? "", { code: "media-empty", detail: "It is empty.", retry: false });
    const { body } = await asking.ask("GET", "/v2/transcript");
    expect(body.page_details).toEqual({
      limit: 10,
      result_count: 3,
      current_url: `${asking.service.url}/v2/transcript`,
      prev_url: null,
      next_url: null,
    });
    const shared = { created: expect.stringMatching(/Z$/), audio_url: URL_OF_A_TALK };
    const address = (id = "") => `${asking.service.url}/v2/transcript/${id}`;
    expect(body.transcripts).toEqual([
      { id: queued, resource_url: address(queued), status: "queued", ...shared, completed: null, error: null },
      { id: failed, resource_url: address(failed), status: "error", ...shared, completed: null, error: "It is empty." },
      {
        id: done,
        resource_url: address(done),
        status: "completed",
        ...shared,
        error: null,
        completed: expect.stringMatching(/Z$/),
      },
    ]);
  });

  it("is walked to its end and back by the addresses it gives", async () => {
    const ids = await submitted(5);
    const pages = [await asking.transcripts.list({ limit: 2 })];
    for (let page = pages[0]; page?.page_details.prev_url; ) {
      page = await asking.transcripts.list(page.page_details.prev_url);
      pages.push(page);
    }
    expect(pages.map(idsOf)).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    const back: string[][] = [];
    for (let url = pages.at(-1)?.page_details.next_url; url; ) {
      const page = await asking.transcripts.list(url);
      back.push(idsOf(page));
      url = page.page_details.next_url;
    }
    expect(back).toEqual([ids.slice(2, 4), ids.slice(0, 2)]);
  });

  it("goes on though what it went on from is erased meanwhile", async () => {
    const ids = await submitted(4);
    const page = await asking.transcripts.list({ limit: 2 });
    for (const id of idsOf(page)) await asking.transcripts.delete(id);
    expect(idsOf(await asking.transcripts.list(page.page_details.prev_url ?? ""))).toEqual(ids.slice(2));
  });

  it("has those before and after one, with a status, of a day", async () => {
    const [third, second, first] = await submitted(3);
    await asking.service.succeed(second ?? "");
    const [before, after] = [{ before_id: second ?? "" }, { after_id: second ?? "" }];
    expect(idsOf(await asking.transcripts.list(before))).toEqual([first]);
    expect(idsOf(await asking.transcripts.list(after))).toEqual([third]);
    expect(idsOf(await asking.transcripts.list({ before_id: third ?? "", after_id: first ?? "" }))).toEqual([second]);
    expect(idsOf(await asking.transcripts.list({ status: "completed" }))).toEqual([second]);
    await sql`update jobs set created_at = '2026-01-31T23:30:00Z' where id = ${first}`.execute(
      asking.service.services.db,
    );
    expect(idsOf(await asking.transcripts.list({ created_on: "2026-01-31" }))).toEqual([first]);
    expect(idsOf(await asking.transcripts.list({ created_on: "2026-02-01" }))).toEqual([]);
    expect(idsOf(await asking.transcripts.list({ throttled_only: true }))).toEqual([]);
  });

  it("takes what was left open for nothing asked", async () => {
    const ids = await submitted(1);
    const { body } = await asking.ask("GET", "/v2/transcript?limit=&status=&created_on=&before_id=&throttled_only=");
    expect(idsOf(body)).toEqual(ids);
  });

  it.each([
    ["limit=0", 400, /^`limit`/],
    ["limit=201", 400, /^`limit`/],
    ["status=done", 400, /^`status`/],
    ["created_on=yesterday", 400, /^`created_on`/],
    ["before_id=x&before_at=0000", 400, /^`before_at`/],
    ["before_id=x", 404, /^Transcript not found/],
    ["after_id=0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11", 404, /^Transcript not found/],
  ])("refuses %s", async (query, status, message) => {
    const answer = await asking.ask("GET", `/v2/transcript?${query}`);
    expect([answer.status, answer.body]).toEqual([status, { error: expect.stringMatching(message) }]);
  });
});
