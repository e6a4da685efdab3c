import { AssemblyAI } from "assemblyai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { type KeyRights, NO_LIMITS } from "../../domain/api-key.ts";
import { type Asking, openAsking, URL_OF_A_TALK } from "./testing/asking.ts";

let asking: Asking;
beforeAll(async () => {
  asking = await openAsking({ wantsKeys: true });
}, SLOW_START_MS);
afterAll(() => asking.close());

const rights: KeyRights = {
  scopes: ["submit", "read", "erase"],
  models: null,
  origins: null,
  limits: NO_LIMITS,
  expiresAt: null,
};

/** AssemblyAI's client with a new key of a tenant. */
async function clientOf(tenant: string, more: Partial<KeyRights> = {}) {
  const { secret } = await createKey(asking.service.services, {
    ...rights,
    ...more,
    tenant,
    name: "a client",
    actor: "operator" as const,
  });
  return { secret, ...new AssemblyAI({ apiKey: secret, baseUrl: asking.service.url }) };
}

const audio = URL_OF_A_TALK;

it.each([{}, { authorization: "nonsense" }])(
  "whoever has no good key is told so as AssemblyAI does: %j",
  async (headers) => {
    const { status, body } = await asking.ask("GET", "/v2/transcript", undefined, headers);
    expect([status, body]).toEqual([401, { error: "Authentication error, API token missing/invalid" }]);
  },
);

it("a key that may only read neither sends nor erases", async () => {
  const [owner, reader] = [await clientOf("one"), await clientOf("one", { scopes: ["read"] })];
  const { id } = await owner.transcripts.submit({ audio });
  await expect(reader.transcripts.submit({ audio })).rejects.toThrow(/scope submit/);
  await expect(reader.files.upload(Buffer.from("some sound"))).rejects.toThrow(/scope submit/);
  await expect(reader.transcripts.delete(id)).rejects.toThrow(/scope erase/);
  const { status } = await asking.ask("DELETE", `/v2/transcript/${id}`, undefined, { authorization: reader.secret });
  expect(status).toBe(403);
  expect((await reader.transcripts.get(id)).status).toBe("queued");
});

it("transcripts and uploads are their owner's", async () => {
  const [mine, other] = [await clientOf("mine"), await clientOf("other")];
  const audio_url = await mine.files.upload(Buffer.from("some sound"));
  const { id } = await mine.transcripts.submit({ audio_url });
  await expect(other.transcripts.get(id)).rejects.toThrow("Transcript not found");
  await expect(other.transcripts.delete(id)).rejects.toThrow("Transcript not found");
  await expect(other.transcripts.list({ before_id: id })).rejects.toThrow("Transcript not found");
  await expect(other.transcripts.submit({ audio_url })).rejects.toThrow(/no such upload/);
  expect((await other.transcripts.list()).transcripts).toEqual([]);
  expect((await mine.transcripts.list()).transcripts.map((each) => each.id)).toEqual([id]);
  const { db } = asking.service.services;
  const rows = await db.selectFrom("uploads").select(["tenant_id", "key_id"]).execute();
  expect(rows).toEqual([{ tenant_id: "mine", key_id: expect.any(String) }]);
});

it("a key that is bound to models has the first where none is named, and no other", async () => {
  const bound = await clientOf("bound", { models: ["onnx/whisper-small"] });
  const { id } = await bound.transcripts.submit({ audio, speech_model: "best" });
  expect((await asking.parameters(id)).parameters.model).toBe("onnx/whisper-small");
  const tiny = bound.transcripts.submit({ audio, speech_models: ["whisper-tiny"] });
  await expect(tiny).rejects.toThrow(/whisper-small/);
});

it("a key that may have no more jobs is told when to come back", async () => {
  const { transcripts, secret } = await clientOf("one", { limits: { ...NO_LIMITS, openJobs: 1 } });
  await transcripts.submit({ audio });
  const again = await asking.ask("POST", "/v2/transcript", { audio_url: audio }, { authorization: secret });
  expect([again.status, again.body]).toEqual([429, { error: expect.stringMatching(/1 jobs open/) }]);
  expect(again.headers.get("retry-after")).toMatch(/^\d+$/);
});
