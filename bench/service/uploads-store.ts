import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

// A store that speaks as much of S3 as the service asks of it, for recordings of any size: it keeps them in files, where the
// fake of the tests keeps them in memory. Checks nothing. A process of its own, so that the service's memory is its own.
// usage: tsx bench/service/uploads-store.ts FOLDER

const [folder = ""] = process.argv.slice(2);
const PAGE = 1_000;
let uploads = 0;

const fileOf = (key: string) => join(folder, encodeURIComponent(key));
const partsOf = (id: string) => join(folder, `parts-${id}`);
const partOf = (id: string, number: string) => join(partsOf(id), number.padStart(6, "0"));
const sizeOf = async (path: string) => (await stat(path)).size;

function xml(outgoing: ServerResponse, text: string): void {
  outgoing.setHeader("content-type", "application/xml").end(text);
}

/** What is copied: a whole object, or a part of one. */
function copied({ headers }: IncomingMessage): { path: string; range?: { start: number; end: number } } | undefined {
  const source = headers["x-amz-copy-source"];
  if (typeof source !== "string") return undefined;
  const path = fileOf(decodeURIComponent(source).split("/").slice(1).join("/"));
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(String(headers["x-amz-copy-source-range"])) ?? [];
  return start === undefined ? { path } : { path, range: { start: Number(start), end: Number(end) } };
}

async function put(incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void> {
  const source = copied(incoming);
  if (source?.range) await pipeline(createReadStream(source.path, source.range), createWriteStream(path));
  else if (source) await copyFile(source.path, path);
  else await pipeline(incoming, createWriteStream(path));
  outgoing.setHeader("etag", '"one"');
  xml(outgoing, '<CopyObjectResult><ETag>"one"</ETag></CopyObjectResult>');
}

async function complete(path: string, id: string): Promise<void> {
  const parts = (await readdir(partsOf(id))).sort();
  await writeFile(path, "");
  for (const part of parts)
    await pipeline(createReadStream(join(partsOf(id), part)), createWriteStream(path, { flags: "a" }));
  await rm(partsOf(id), { recursive: true });
}

async function list(outgoing: ServerResponse, query: URLSearchParams): Promise<void> {
  const after = query.get("continuation-token") ?? "";
  const names = (await readdir(folder)).map(decodeURIComponent).sort();
  const found = names.filter((key) => key.startsWith(query.get("prefix") ?? "") && key > after);
  const page = found.slice(0, PAGE);
  const each = await Promise.all(
    page.map(async (key) => {
      const { size, mtime } = await stat(fileOf(key));
      return `<Contents><Key>${key}</Key><Size>${size}</Size><LastModified>${mtime.toISOString()}</LastModified></Contents>`;
    }),
  );
  const isTruncated = found.length > PAGE;
  const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  const text = `<IsTruncated>${isTruncated}</IsTruncated>${next}${each.join("")}`;
  xml(outgoing, `<ListBucketResult>${text}</ListBucketResult>`);
}

async function get({ method, headers }: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void> {
  const size = await sizeOf(path);
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
  const range = start === undefined ? { start: 0, end: size - 1 } : { start: Number(start), end: Number(end) };
  outgoing.writeHead(start === undefined ? 200 : 206, { "content-length": range.end - range.start + 1 });
  if (method === "HEAD") outgoing.end();
  else await pipeline(createReadStream(path, { ...range, highWaterMark: 1 << 20 }), outgoing);
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = incoming;
  const { pathname, searchParams: query } = new URL(url, "http://store");
  const key = decodeURIComponent(pathname).split("/").slice(2).join("/");
  const id = query.get("uploadId");
  if (method === "POST" && query.has("uploads")) {
    const made = String(++uploads);
    await mkdir(partsOf(made));
    return xml(outgoing, `<R><UploadId>${made}</UploadId></R>`);
  }
  if (method === "PUT")
    return put(incoming, outgoing, id === null ? fileOf(key) : partOf(id, query.get("partNumber") ?? ""));
  if (method === "POST" && id !== null) {
    await complete(fileOf(key), id);
    return xml(outgoing, "<R></R>");
  }
  if (method === "DELETE") {
    await rm(id === null ? fileOf(key) : partsOf(id), { recursive: true, force: true });
    return void outgoing.writeHead(204).end();
  }
  return query.has("list-type") ? list(outgoing, query) : get(incoming, outgoing, fileOf(key));
}

const server = createServer((incoming, outgoing) => {
  answer(incoming, outgoing).catch(() => {
    incoming.resume();
    if (!outgoing.headersSent) outgoing.writeHead(404);
    outgoing.end("<Error><Code>NoSuchKey</Code></Error>");
  });
});
server.requestTimeout = 0;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo; // it listens on TCP
  console.log(`http://127.0.0.1:${port}`);
});
