import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { firstKey } from "../../actions/keys/first-key.ts";
import { dialectRoutes } from "../../dialects/routes.ts";

let service: OpenService;
let admin: string;
beforeAll(async () => {
  service = await openService({ wantsKeys: true, dialects: dialectRoutes });
  admin = (await firstKey(service.services)) ?? "";
}, SLOW_START_MS);
afterAll(() => service.close());

/** What these tests read of answers; what is not there they do not ask for. */
interface Answer {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly detail: string;
  readonly next: string;
  readonly entries: readonly object[];
  readonly errors: readonly object[];
  readonly parameters: { readonly model: string };
  readonly models: readonly { readonly name: string }[];
  readonly data: readonly { readonly id: string; readonly owned_by: string }[];
}

const compare = (one: string, other: string) => one.localeCompare(other);

const read = async (response: Response) => (await response.json()) as Answer; // see there

/** Asks with a key. */
async function ask(key: string, method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${key}`, ...(body && { "content-type": "application/json" }) };
  const response = await fetch(service.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, body: await read(response) };
}

const create = async (body: object, key = admin) => (await ask(key, "POST", "/api/v1/keys", body)).body;

describe("the first key", () => {
  it("is made once, and may do everything", async () => {
    expect(admin).toMatch(/^sw_[0-9a-f]{16}_[\w-]{43}$/);
    expect(await firstKey(service.services)).toBeUndefined();
    expect((await ask(admin, "GET", "/api/v1/me")).body).toMatchObject({
      scopes: ["admin", "operate"],
      tenant: "local",
    });
  });
});

describe("a key", () => {
  it("is shown once, and what is kept of it is not it", async () => {
    const made = await create({ name: "web app", scopes: ["read"] });
    expect(made).toMatchObject({ name: "web app", state: "active", tenant: "local", scopes: ["read"] });
    const listed = await ask(admin, "GET", "/api/v1/keys");
    expect(JSON.stringify(listed.body)).not.toContain(made.key);
    const secret = made.key.slice(-43);
    const rows = await service.services.db.selectFrom("api_keys").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString("hex"));
    expect(
      service
        .lines()
        .map((line) => JSON.stringify(line))
        .join(""),
    ).not.toContain(secret);
  });

  it.each(["Bearer ", "bearer ", "Token ", ""])("is read after %j", async (scheme) => {
    const response = await fetch(`${service.url}/api/v1/me`, { headers: { authorization: scheme + admin } });
    expect(response.status).toBe(200);
  });

  it("is read from X-API-Key", async () => {
    const response = await fetch(`${service.url}/api/v1/me`, { headers: { "x-api-key": admin } });
    expect(response.status).toBe(200);
  });

  it("that is wrong in one letter, unknown or no key at all is refused in the same words", async () => {
    const last = admin.endsWith("A") ? "B" : "A";
    const wrong = [admin.slice(0, -1) + last, `sw_${"0".repeat(16)}_${"x".repeat(43)}`, "sk-something", "sw_"];
    const answers = await Promise.all(wrong.map((key) => ask(key, "GET", "/api/v1/jobs")));
    for (const { status, body } of answers)
      expect([status, body.code, body.detail]).toEqual([401, "key-refused", answers[0]?.body.detail]);
    const none = await fetch(`${service.url}/api/v1/jobs`);
    expect([none.status, (await read(none)).code]).toEqual([401, "key-missing"]);
    expect(none.headers.get("www-authenticate")).toBe("Bearer");
  });

  it("may do what its scopes say, and give no more than it has", async () => {
    const reader = (await create({ name: "reader", scopes: ["read"] })).key;
    expect((await ask(reader, "GET", "/api/v1/jobs")).status).toBe(200);
    expect(await ask(reader, "GET", "/api/v1/keys")).toMatchObject({ status: 403, body: { code: "scope-missing" } });
    expect(await ask(reader, "POST", "/api/v1/transcribe", { url: "https://example.org/a.mp3" })).toMatchObject({
      status: 403,
    });
    const second = await create({ name: "second admin", scopes: ["admin"] });
    const more = await ask(second.key, "POST", "/api/v1/keys", { name: "operator", scopes: ["operate"] });
    expect(more).toMatchObject({ status: 403, body: { code: "scope-missing" } });
  });

  it("that has expired or was revoked is refused", async () => {
    const past = await create({ name: "past", scopes: ["read"], expiresAt: "2025-01-01T00:00:00Z" });
    expect((await ask(past.key, "GET", "/api/v1/jobs")).status).toBe(401);
    const made = await create({ name: "short", scopes: ["read"] });
    expect(await ask(admin, "DELETE", `/api/v1/keys/${made.id}`)).toMatchObject({
      status: 200,
      body: { state: "revoked" },
    });
    expect((await ask(made.key, "GET", "/api/v1/jobs")).status).toBe(401);
    expect((await ask(admin, "PATCH", `/api/v1/keys/${made.id}`, { name: "again" })).status).toBe(404);
  });

  it("is good with both secrets for a while after it was given another", async () => {
    const made = await create({ name: "turned", scopes: ["read"] });
    const turned = await ask(admin, "POST", `/api/v1/keys/${made.id}/rotate?graceSeconds=60`);
    expect(turned.body.id).toBe(made.id);
    expect([turned.body.key === made.key, turned.status]).toEqual([false, 200]);
    for (const key of [made.key, turned.body.key]) expect((await ask(key, "GET", "/api/v1/jobs")).status).toBe(200);
    const atOnce = await create({ name: "at once", scopes: ["read"] });
    await ask(admin, "POST", `/api/v1/keys/${atOnce.id}/rotate?graceSeconds=0`);
    expect((await ask(atOnce.key, "GET", "/api/v1/jobs")).status).toBe(401);
  });

  it("uses the first of its models where none is asked for, and no other", async () => {
    const { key } = await create({
      name: "small",
      scopes: ["submit"],
      models: ["onnx/whisper-tiny", "onnx/whisper-base"],
    });
    const first = await ask(key, "POST", "/api/v1/transcribe", { url: "https://example.org/a.mp3" });
    expect(first.body.parameters.model).toBe("onnx/whisper-tiny");
    const other = await ask(key, "POST", "/api/v1/transcribe", {
      url: "https://example.org/a.mp3",
      model: "onnx/whisper-small",
    });
    expect(other).toMatchObject({ status: 403, body: { code: "model-not-allowed" } });
    await service.clear();
  });

  it("is shown the models that it may use, by each list of them", async () => {
    const models = ["onnx/whisper-base", "onnx/whisper-tiny"];
    const bound = await create({ name: "bound", scopes: ["read"], models });
    const shownTo = async (key: string) => {
      const [own, openai] = [await ask(key, "GET", "/api/v1/models"), await ask(key, "GET", "/v1/models")];
      return [
        own.body.models.map(({ name }) => name).sort(compare),
        openai.body.data
          .filter(({ owned_by }) => owned_by === "scribewell")
          .map(({ id }) => id)
          .sort(compare),
      ];
    };
    expect(await shownTo(bound.key)).toEqual([models, models]);
    expect((await shownTo(admin)).every((shown) => shown.length > models.length)).toBe(true);
    const other = await ask(bound.key, "GET", "/v1/models/onnx/whisper-small");
    expect(other).toMatchObject({ status: 404, body: { error: { code: "model_not_found" } } });
  });

  it("of a web page is not used by another", async () => {
    const { key } = await create({ name: "page", scopes: ["read"], origins: ["https://app.example.org"] });
    const asOwnPage = { authorization: `Bearer ${key}`, origin: service.url };
    const response = await fetch(`${service.url}/api/v1/jobs`, { headers: asOwnPage });
    expect([response.status, (await read(response)).code]).toEqual([403, "origin-refused"]);
  });

  it("is named in the audit log, with what was done with it", async () => {
    const made = await create({ name: "logged", scopes: ["read"] });
    await ask(admin, "PATCH", `/api/v1/keys/${made.id}`, { limits: { openJobs: 2 } });
    await ask(admin, "DELETE", `/api/v1/keys/${made.id}`);
    const { body } = await ask(admin, "GET", "/api/v1/audit?limit=3");
    const actor = `key/${admin.slice(3, 19)}`;
    expect(body.entries).toMatchObject([
      { actor, action: "key-revoked", detail: { key: made.id } },
      { actor, action: "key-changed", detail: { key: made.id, changed: ["limits"] } },
      { actor, action: "key-created", detail: { key: made.id, scopes: ["read"] } },
    ]);
    const older = await ask(admin, "GET", `/api/v1/audit?limit=3&after=${body.next}`);
    expect(older.body.entries.length).toBeGreaterThan(0);
  });

  it("is in the export of the log, and in the part that is asked for", async () => {
    const begun = new Date().toISOString();
    const { id } = await create({ name: "exported", scopes: ["read"] });
    await ask(admin, "DELETE", `/api/v1/keys/${id}`);
    const lines = async (query = "") => {
      const answer = await fetch(`${service.url}/api/v1/audit/export${query}`, {
        headers: { authorization: `Bearer ${admin}` },
      });
      expect(answer.headers.get("content-disposition")).toContain("audit.ndjson");
      return (await answer.text())
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    };
    const { body } = await ask(admin, "GET", "/api/v1/audit?limit=1000");
    expect(await lines()).toEqual(body.entries);
    const actions = (entries: { action: string }[]) => entries.map(({ action }) => action);
    expect(actions(await lines(`?since=${begun}`))).toEqual(["key-revoked", "key-created"]);
    expect(actions(await lines(`?since=${begun}&action=key-created`))).toEqual(["key-created"]);
    expect(await lines(`?until=${begun}`)).toEqual(body.entries.slice(2));
    const mine = `key/${admin.slice(3, 19)}`;
    expect((await lines(`?actor=${mine}&since=${begun}`)).every(({ actor }) => actor === mine)).toBe(true);
  });
});

it("has a webhook told of its own jobs alone, where that is asked for", async () => {
  const rights = { scopes: ["submit", "read", "webhooks"] };
  const [one, other] = [await create({ name: "one", ...rights }), await create({ name: "other", ...rights })];
  const hook = { url: "http://127.0.0.1:8099/hook", onlyOwnJobs: true, events: ["job.cancelled"] };
  expect((await ask(one.key, "POST", "/api/v1/webhooks", hook)).body).toMatchObject({ key: one.id });
  for (const { key } of [one, other]) {
    const { body } = await ask(key, "POST", "/api/v1/transcribe", { url: "https://example.org/a.mp3" });
    await ask(key, "DELETE", `/api/v1/jobs/${body.id}`);
  }
  const told = await service.services.db.selectFrom("webhook_deliveries").select("job_id").execute();
  const ownJobs = await service.services.db.selectFrom("jobs").select("id").where("key_id", "=", one.id).execute();
  expect(told.map((each) => each.job_id)).toEqual(ownJobs.map(({ id }) => id));
  await service.clear();
});

describe("what is wrong with a request for a key", () => {
  it.each([
    [{}, "name"],
    [{ name: "x", scopes: [] }, "scopes"],
    [{ name: "x", scopes: ["everything"] }, "scopes"],
    [{ name: "x", limits: { openJobs: -1 } }, "openJobs"],
    [{ name: "x", limits: { bytesPerDay: 0.5 } }, "bytesPerDay"],
    [{ name: "x", origins: ["app.example.org"] }, "origins"],
    [{ name: "x", origins: ["https://a\0b"] }, "origins"],
    [{ name: "x", expiresAt: "soon" }, "expiresAt"],
  ])("%j names %s", async (body, field) => {
    const answer = await ask(admin, "POST", "/api/v1/keys", body);
    expect([answer.status, answer.body.code]).toEqual([400, "request-invalid"]);
    expect(JSON.stringify(answer.body.errors)).toContain(field);
  });
});
