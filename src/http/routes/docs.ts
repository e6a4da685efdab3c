import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { docsPage, docsScript } from "../pages/docs-page.ts";
import { errorsPage } from "../pages/errors-page.ts";
import { pageStyle } from "../pages/page-style.ts";

/** A page or file as it is sent: the same bytes until the next release. */
interface Document {
  readonly content: Buffer;
  readonly mediaType: string;
  readonly etag: string;
}

const require = createRequire(import.meta.url);

const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";
const PAGE = "text/html; charset=utf-8";

/** The API browser's files come with the product: nothing is loaded from elsewhere. */
const ASSETS: Readonly<Record<string, () => Promise<Document>>> = {
  "page.css": async () => toDocument(pageStyle, STYLE),
  "docs.js": async () => toDocument(docsScript, SCRIPT),
  "swagger-ui.css": async () => toDocument(await readFile(require.resolve("swagger-ui-dist/swagger-ui.css")), STYLE),
  "swagger-ui-bundle.js": async () =>
    toDocument(await readFile(require.resolve("swagger-ui-dist/swagger-ui-bundle.js")), SCRIPT),
};

/** `/openapi.json`, `/docs` to read and try the API, `/docs/errors` to read what a code means. */
export const docsRoutes: FastifyPluginAsync = async (app) => {
  const api = once(async () => toDocument(JSON.stringify(app.swagger()), "application/json; charset=utf-8"));
  const page = once(async () => toDocument(docsPage(), PAGE));
  const errors = once(async () =>
    toDocument(errorsPage(await readFile(new URL("../../../docs/errors.md", import.meta.url), "utf8")), PAGE),
  );
  const hidden = { schema: { hide: true }, config: { scope: "open" } } as const;
  app.get("/openapi.json", hidden, async (request, reply) => sendDocument(request, reply, await api()));
  app.get("/docs", hidden, async (request, reply) => sendDocument(request, reply, await page()));
  app.get("/docs/errors", hidden, async (request, reply) => sendDocument(request, reply, await errors()));
  for (const [name, load] of Object.entries(ASSETS)) {
    const asset = once(load);
    app.get(`/docs/${name}`, hidden, async (request, reply) => sendDocument(request, reply, await asset()));
  }
  app.get("/favicon.ico", hidden, async (_request, reply) => reply.code(204).send());
};

async function sendDocument(request: FastifyRequest, reply: FastifyReply, document: Document): Promise<FastifyReply> {
  reply.header("etag", document.etag).header("cache-control", "no-cache");
  if (request.headers["if-none-match"]?.includes(document.etag)) return reply.code(304).send();
  return reply.type(document.mediaType).send(document.content);
}

function toDocument(content: string | Buffer, mediaType: string): Document {
  const bytes = Buffer.from(content);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { content: bytes, mediaType, etag };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
