import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { CRC32C } from "@google-cloud/storage";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy.ts";

const BUCKET = "recordings";
/** Objects of a page of a list: few, so that there are several pages. */
const PAGE = 7;

interface Stored {
  readonly content: Buffer;
  readonly updated: Date;
  readonly kmsKey: string | null;
}

/** A Google Cloud Storage in this process with one empty bucket, behind a proxy on whose way things can go wrong. */
export interface GcsServer {
  readonly bucket: string;
  readonly proxy: FaultyProxy;
  readonly objects: Map<string, Stored>;
  close(): Promise<void>;
}

/** A request taken apart. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly content?: Buffer | string;
}

interface Kept {
  readonly objects: Map<string, Stored>;
  readonly sessions: Map<string, { name: string; kmsKey: string | null; chunks: Buffer[] }>;
}

/**
 * Starts a fake that speaks as much of the JSON API as the library uses: uploads in chunks and in one, rewriting, joining, reading in
 * ranges, listing, deleting, and signed addresses. It checks no credentials and no signature, but whether one has expired and
 * how much may be sent.
 */
export async function startGcsServer(): Promise<GcsServer> {
  const objects = new Map<string, Stored>();
  const sessions: Kept["sessions"] = new Map();
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => null);
    if (body === null) return;
    const { status, headers, content = "" } = answer(takenApart(incoming, body), { objects, sessions });
    outgoing.writeHead(status, { "content-length": content.length, ...headers }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Listening on a port makes it an `AddressInfo`.
  const { port } = server.address() as AddressInfo;
  const proxy = await startFaultyProxy(`http://127.0.0.1:${port}`);
  return {
    bucket: BUCKET,
    proxy,
    objects,
    async close() {
      await proxy.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

function takenApart({ url = "/", method = "GET", headers }: IncomingMessage, body: Buffer): Asked {
  const { pathname, searchParams } = new URL(url, "http://fake");
  return { method, path: pathname, query: searchParams, headers, body };
}

function answer(asked: Asked, kept: Kept): Answer {
  const { path, query } = asked;
  const [, bucket] = /\/b\/([^/]+)/.exec(path) ?? /^\/([^/]+)/.exec(path) ?? [];
  if (bucket !== BUCKET) return problem(404, "The specified bucket does not exist.");
  if (path.startsWith("/upload/")) return takeUpload(asked, kept);
  return query.has("X-Goog-Signature") ? answerSigned(asked, kept) : answerObject(asked, kept);
}

const json = (value: object): Answer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  content: JSON.stringify(value),
});

const problem = (status: number, message: string): Answer => ({
  ...json({ error: { code: status, message, errors: [{ message, reason: "notFound" }] } }),
  status,
});

const checksum = (content: Buffer): string => {
  const crc32c = new CRC32C();
  crc32c.update(content);
  return crc32c.toString();
};

const described = (name: string, { content, updated, kmsKey }: Stored) => ({
  kind: "storage#object",
  name,
  bucket: BUCKET,
  size: String(content.length),
  updated: updated.toISOString(),
  crc32c: checksum(content),
  ...(kmsKey !== null && { kmsKeyName: kmsKey }),
});

function takeUpload({ method, query, headers, body, path }: Asked, { objects, sessions }: Kept): Answer {
  const keep = (name: string, content: Buffer, kmsKey: string | null): Answer => {
    const stored = { content, kmsKey, updated: new Date() };
    objects.set(name, stored);
    return json(described(name, stored));
  };
  const name = query.get("name") ?? "";
  const kmsKey = query.get("kmsKeyName");
  if (query.get("uploadType") === "multipart")
    return keep(name, lastPartOf(body, String(headers["content-type"])), kmsKey);
  if (method === "POST") {
    const id = randomUUID();
    sessions.set(id, { name, kmsKey, chunks: [] });
    const location = `http://${headers.host}${path}?uploadType=resumable&upload_id=${id}`;
    return { status: 200, headers: { location } };
  }
  const session = sessions.get(query.get("upload_id") ?? "");
  if (!session) return problem(404, "No such upload");
  session.chunks.push(body);
  const content = Buffer.concat(session.chunks);
  const [, total = "*"] = /\/(\*|\d+)$/.exec(String(headers["content-range"])) ?? [];
  if (total !== "*") return keep(session.name, content, session.kmsKey);
  return { status: 308, headers: content.length > 0 ? { range: `bytes=0-${content.length - 1}` } : {} };
}

/** The content of a `multipart/related` body: what comes after the second head and before the last boundary. */
function lastPartOf(body: Buffer, contentType: string): Buffer {
  const [, boundary = ""] = /boundary=["']?([^"';]+)/.exec(contentType) ?? [];
  const first = body.indexOf(`--${boundary}`);
  const head = body.indexOf("\r\n\r\n", body.indexOf(`--${boundary}`, first + 1));
  return body.subarray(head + 4, body.lastIndexOf(`\r\n--${boundary}`));
}

/** Joins up to 32 objects. */
function compose({ path, body }: Asked, { objects }: Kept): Answer {
  const [, to = ""] = /\/o\/([^/]+)\/compose$/.exec(path) ?? [];
  const { sourceObjects } = JSON.parse(body.toString()) as { sourceObjects: { name: string }[] };
  const found = sourceObjects.map(({ name }) => objects.get(name)?.content);
  if (found.length > 32) return problem(400, "The number of source components provided exceeds the maximum (32)");
  if (found.includes(undefined)) return problem(404, `No such object: ${BUCKET}`);
  const content = Buffer.concat(found.map((one) => one ?? Buffer.alloc(0)));
  const joined = { content, updated: new Date(), kmsKey: null };
  objects.set(decodeURIComponent(to), joined);
  return json(described(decodeURIComponent(to), joined));
}

function answerObject(asked: Asked, kept: Kept): Answer {
  const { method, path, query, headers } = asked;
  const { objects } = kept;
  if (path.endsWith("/compose")) return compose(asked, kept);
  const parts = /\/b\/[^/]+\/o\/([^/]+)(?:\/rewriteTo\/b\/[^/]+\/o\/([^/]+))?$/.exec(path) ?? [];
  const [, from = "", to = ""] = parts.map((part = "") => decodeURIComponent(part));
  if (from === "") return list(query, objects);
  const found = objects.get(from);
  if (!found) return problem(404, `No such object: ${BUCKET}/${from}`);
  if (method === "DELETE") {
    objects.delete(from);
    return { status: 204 };
  }
  if (to !== "") {
    objects.set(to, { ...found, updated: new Date(), kmsKey: query.get("destinationKmsKeyName") });
    return json({ done: true, resource: described(to, found) });
  }
  return query.get("alt") === "media" ? media(found, headers.range) : json(described(from, found));
}

function list(query: URLSearchParams, objects: Kept["objects"]): Answer {
  const after = query.get("pageToken") ?? "";
  const found = [...objects].filter(([name]) => name.startsWith(query.get("prefix") ?? "") && name > after);
  const page = found.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, PAGE);
  const items = page.map(([name, stored]) => described(name, stored));
  return json({ items, ...(found.length > PAGE && { nextPageToken: page.at(-1)?.[0] }) });
}

function media({ content }: Stored, range: string | undefined): Answer {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (from === undefined || to === undefined) {
    const hash = { "x-goog-hash": `crc32c=${checksum(content)}`, "x-goog-stored-content-encoding": "identity" };
    return { status: 200, headers: hash, content };
  }
  if (Number(from) >= content.length) return problem(416, "Request range not satisfiable");
  const part = content.subarray(Number(from), Number(to) + 1);
  const contentRange = `bytes ${from}-${Number(from) + part.length - 1}/${content.length}`;
  return { status: 206, headers: { "content-range": contentRange }, content: part };
}

function answerSigned({ method, path, query, headers, body }: Asked, { objects }: Kept): Answer {
  const [, date, time = ""] = /^(\d{8})T(\d{6})Z$/.exec(query.get("X-Goog-Date") ?? "") ?? [];
  const begun = Date.parse(`${date?.replace(/^(....)(..)/, "$1-$2-")}T${time.replace(/..(?=.)/g, "$&:")}Z`);
  if (!(Date.now() < begun + Number(query.get("X-Goog-Expires")) * 1000)) return problem(400, "Expired");
  const name = path.slice(BUCKET.length + 2);
  if (method === "PUT") {
    const [least = 0, most = 0] = String(headers["x-goog-content-length-range"]).split(",").map(Number);
    if (body.length < least || body.length > most) return problem(400, "The content has not the size that was signed");
    objects.set(name, { content: body, updated: new Date(), kmsKey: null });
    return { status: 200 };
  }
  const found = objects.get(name);
  if (!found) return problem(404, `No such object: ${name}`);
  const answered = media(found, headers.range);
  const says = ["disposition", "type"].flatMap((part) => {
    const value = query.get(`response-content-${part}`);
    return value === null ? [] : [[`content-${part}`, value]];
  });
  return { ...answered, headers: { ...answered.headers, ...Object.fromEntries(says) } };
}
