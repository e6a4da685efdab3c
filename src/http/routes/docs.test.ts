import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAILURES } from "../../domain/failure.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({});
});
afterAll(() => open.app.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(open.url + path, { headers });

/** Reads the body too: an answer that is not taken keeps its connection at work, and the app open. */
async function statusOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await get(path, headers);
  await response.arrayBuffer();
  return response.status;
}

describe("openapi.json", () => {
  test("is OpenAPI 3.1, and any failure of any route is the one problem", async () => {
    const api = JSON.parse(await (await get("/openapi.json")).text());
    expect(api).toMatchObject({ openapi: "3.1.0", info: { title: "Scribewell", version: "1.2.3" } });
    const operations = Object.values<object>(api.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(5);
    for (const { responses } of operations)
      expect(responses.default).toEqual({ $ref: "#/components/responses/Problem" });
    expect(api.components.responses.Problem.content).toHaveProperty(["application/problem+json"]);
  });

  test("holds no reference to what is not there, and nothing that is not used", async () => {
    const text = await (await get("/openapi.json")).text();
    const { schemas, responses } = JSON.parse(text).components;
    const names = (of: object, kind: string) => Object.keys(of).map((name) => `#/components/${kind}/${name}`);
    const used = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, name]) => name));
    expect(used).toEqual(new Set([...names(schemas, "schemas"), ...names(responses, "responses")]));
  });
});

describe("the pages", () => {
  test.each(["/", "/docs", "/docs/errors"])(
    "%s brings all it loads from here, and no script of its own",
    async (path) => {
      const response = await get(path);
      const html = await response.text();
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      const loaded = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address]) => address ?? "");
      const ours = loaded.filter((address) => !address.startsWith("data:"));
      for (const address of ours) expect(address).toMatch(/^\//);
      const scripts = ours.filter((address) => /\.(js|css)$/.test(address));
      for (const address of scripts) expect(await statusOf(address)).toBe(200);
      expect(html).not.toMatch(/<script>|style="|onclick/);
    },
  );

  test("are not sent again while they have not changed", async () => {
    for (const path of ["/docs", "/docs/swagger-ui-bundle.js", "/openapi.json"]) {
      const first = await get(path);
      await first.arrayBuffer();
      const etag = first.headers.get("etag") ?? "";
      expect(await statusOf(path, { "if-none-match": etag })).toBe(304);
      expect(await statusOf(path, { "if-none-match": '"other"' })).toBe(200);
    }
  });

  test("of errors has an anchor for each code, also the one for bugs", async () => {
    const html = await (await get("/docs/errors")).text();
    const anchors = [...html.matchAll(/<h2[^>]* id="([^"]+)"/g)].map(([, id]) => id);
    expect(anchors).toEqual([...Object.keys(FAILURES), "internal-error"]);
    expect(html).toContain("<code>https://example.org/talk.mp3</code>");
    expect(html).not.toMatch(/`|\]\(/);
  });

  test("of welcome shows commands with the address it was asked by", async () => {
    const html = await (await get("/")).text();
    expect(html).toContain(`http://localhost:${open.port}/api/v1/transcribe`);
  });

  test("have no picture in the tab, and no error for that", async () => {
    expect(await statusOf("/favicon.ico")).toBe(204);
  });

  test("of what is not in the list are not there", async () => {
    expect(await statusOf("/docs/package.json")).toBe(404);
    expect(await statusOf("/docs/..%2fpackage.json")).toBe(404);
  });
});
