import { basename } from "node:path/posix";
import type { HuggingFaceFiles } from "../catalogue-entry.ts";
import { type Checksum, sha256 } from "../download/checksum.ts";
import { downloadFile } from "../download/download-file.ts";
import { openHttp, shownAddress } from "../download/http.ts";
import { SourceFault } from "../download/source-fault.ts";
import type { ModelSource } from "./source.ts";

export interface HuggingFaceOptions {
  readonly endpoint: string;
  readonly token: string | undefined;
}

/**
 * A repository on Hugging Face, or on a mirror of it that answers alike.
 * A file is checked against the sum of the catalogue; where that has none, large ones against the SHA-256 and small ones
 * against the git SHA-1 that the hub tells with its answer.
 */
export function huggingFaceSource(
  { repository, revision: pinned = "main", files }: HuggingFaceFiles,
  { endpoint, token }: HuggingFaceOptions,
): ModelSource {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    name: `Hugging Face (${shownAddress(endpoint)}/${repository})`,
    async deliver(workspace, signal) {
      for (const file of Object.values(files)) {
        const { path, sha256: hex } = typeof file === "string" ? { path: file } : file;
        const known = hex === undefined ? null : sha256(hex);
        let checksum = known;
        // All files come from the commit of the first, even if somebody pushes meanwhile.
        const url = new URL(`${endpoint}/${repository}/resolve/${workspace.revision() ?? pinned}/${path}`);
        // Told before the redirect to the content network, whose own tag looks alike and is another thing.
        const onAnswer = (answer: Headers) => {
          const told = checksumOf(answer.get("x-linked-etag"));
          assertSame(known, told);
          checksum = known ?? told;
          workspace.pin(answer.get("x-repo-commit"));
        };
        const open = openHttp({ url, headers, onAnswer });
        await downloadFile({ workspace, file: basename(path), open, checksum: () => checksum, signal });
      }
      return Object.fromEntries(
        Object.entries(files).map(([role, file]) => [role, basename(typeof file === "string" ? file : file.path)]),
      );
    },
  };
}

/** Gigabytes need not be fetched to find out that they are others than the catalogue means. */
function assertSame(known: Checksum | null, told: Checksum | null): void {
  if (known === null || told?.algorithm !== "sha256" || told.hex === known.hex) return;
  throw new SourceFault("corrupt", "has another file than the catalogue means: its checksum is a different one");
}

function checksumOf(tag: string | null): Checksum | null {
  const hex = tag?.replace(/^W\//, "").replaceAll('"', "").toLowerCase() ?? "";
  if (/^[0-9a-f]{64}$/.test(hex)) return { algorithm: "sha256", hex };
  return /^[0-9a-f]{40}$/.test(hex) ? { algorithm: "git-sha1", hex } : null;
}
