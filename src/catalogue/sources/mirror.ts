import { join } from "node:path";
import { basename } from "node:path/posix";
import type { MirrorFiles } from "../catalogue-entry.ts";
import { type Checksum, sha256 } from "../download/checksum.ts";
import { downloadFile } from "../download/download-file.ts";
import { openHttp, shownAddress } from "../download/http.ts";
import { parseJson } from "../download/json-file.ts";
import type { Limits } from "../download/limits.ts";
import { openLocal } from "../download/open-local.ts";
import { readText } from "../download/read-text.ts";
import type { Open } from "../download/receive.ts";
import { SourceFault } from "../download/source-fault.ts";
import { MANIFEST_FILE, ManifestSchema } from "../installed.ts";
import type { ModelSource } from "./source.ts";

interface MirrorFile {
  readonly role: string;
  readonly path: string;
  readonly checksum: Checksum | null;
}

/**
 * A directory, or an http(s) address with the same layout. A models directory of another machine is a mirror too:
 * where a model has its `model.json` there, that names the files and their checksums instead of the catalogue.
 */
export function mirrorSource(name: string, declared: MirrorFiles, place: string): ModelSource {
  const remote = /^https?:\/\//i.test(place);
  const openAt = (path: string): Open =>
    remote ? openHttp({ url: new URL(`${place}/${path}`) }) : openLocal(join(place, path));
  return {
    name: `the mirror ${remote ? shownAddress(place) : place}`,
    async deliver(workspace, signal) {
      const { limits } = workspace;
      const roles = Object.keys(declared.files);
      const files = (await filesOfManifest(name, roles, openAt, { limits, signal })) ?? filesOfCatalogue(declared);
      for (const { path, checksum } of files) {
        await downloadFile({ workspace, file: basename(path), open: openAt(path), checksum: () => checksum, signal });
      }
      return Object.fromEntries(files.map(({ role, path }) => [role, basename(path)]));
    },
  };
}

function filesOfCatalogue({ files }: MirrorFiles): MirrorFile[] {
  return Object.entries(files).map(([role, { path, sha256: hex }]) => {
    if (hex === undefined) return { role, path, checksum: null };
    return { role, path, checksum: typeof hex === "string" ? sha256(hex) : sha256(...hex) };
  });
}

async function filesOfManifest(
  name: string,
  roles: readonly string[],
  openAt: (path: string) => Open,
  { limits, signal }: { limits: Limits; signal: AbortSignal },
): Promise<MirrorFile[] | null> {
  try {
    const text = await readText({ open: openAt(`${name}/${MANIFEST_FILE}`), limits, signal });
    const manifest = parseJson(text, ManifestSchema);
    if (manifest === null || !roles.every((role) => role in manifest.files)) return null;
    return Object.entries(manifest.files).map(([role, { file, sha256: hex }]) => {
      return { role, path: `${name}/${file}`, checksum: sha256(hex) };
    });
  } catch (error) {
    if (error instanceof SourceFault && error.kind === "absent") return null;
    throw error;
  }
}
