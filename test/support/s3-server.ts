import { startFauxqs } from "fauxqs";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy.ts";

const BUCKET = "recordings";
/** Objects of a page of a list: few, so that there are several pages. */
const PAGE = 7;

/** An S3 in this process with one empty bucket, behind a proxy on whose way things can go wrong. */
export interface S3Server {
  readonly bucket: string;
  readonly proxy: FaultyProxy;
  /** Uploads in parts that have begun and not ended, as key and time. */
  uploads(): readonly string[];
  /** Every key there is. */
  keys(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Starts fauxqs. Two things it cannot do are done in front of it, as Amazon documents them: listing uploads in parts, and
 * copying a part. It checks no signatures.
 */
export async function startS3Server(): Promise<S3Server> {
  const fauxqs = await startFauxqs({ port: 0, host: "127.0.0.1", logger: false });
  fauxqs.createBucket(BUCKET);
  const target = `http://127.0.0.1:${fauxqs.port}`;
  const uploads = new Map<string, { key: string; begun: Date }>();
  const proxy = await startFaultyProxy(target, async (incoming, outgoing) => {
    const { pathname, searchParams: query } = new URL(incoming.url ?? "/", target);
    const key = decodeURIComponent(pathname).split("/").slice(2).join("/");
    const id = query.get("uploadId") ?? "";
    const xml = (text: string) => void outgoing.setHeader("content-type", "application/xml").end(text);
    if (query.has("list-type")) incoming.url += `&max-keys=${PAGE}`;
    if (incoming.method === "GET" && query.has("uploads")) {
      xml(listed(query.get("prefix") ?? "", uploads));
      return true;
    }
    if (incoming.method === "POST" && query.has("uploads")) {
      const { method, headers } = incoming;
      const answer = await fetch(`${target}${incoming.url}`, { method, headers: { host: String(headers.host) } });
      const text = await answer.text();
      const [, created = ""] = /<UploadId>(.*)<\/UploadId>/.exec(text) ?? [];
      uploads.set(created, { key, begun: new Date() });
      xml(text);
      return true;
    }
    const source = incoming.headers["x-amz-copy-source"];
    if (incoming.method === "PUT" && id !== "" && typeof source === "string") {
      const range = String(incoming.headers["x-amz-copy-source-range"]);
      const part = await fetch(`${target}/${source}`, { headers: { range } });
      const put = await fetch(`${target}${incoming.url}`, { method: "PUT", body: await part.arrayBuffer() });
      xml(`<CopyPartResult><ETag>${put.headers.get("etag")}</ETag></CopyPartResult>`);
      return true;
    }
    if (id !== "" && (incoming.method === "DELETE" || incoming.method === "POST")) uploads.delete(id);
    return false;
  });
  return {
    bucket: BUCKET,
    proxy,
    uploads: () => [...uploads.values()].map(({ key }) => key),
    async keys() {
      const answer = await fetch(`${target}/${BUCKET}?list-type=2`);
      return [...(await answer.text()).matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = ""]) => key);
    },
    async close() {
      await proxy.close();
      await fauxqs.stop();
    },
  };
}

function listed(prefix: string, uploads: ReadonlyMap<string, { key: string; begun: Date }>): string {
  const found = [...uploads].filter(([, { key }]) => key.startsWith(prefix));
  const each = found.map(
    ([id, { key, begun }]) =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${begun.toISOString()}</Initiated></Upload>`,
  );
  return `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${each.join("")}</ListMultipartUploadsResult>`;
}
