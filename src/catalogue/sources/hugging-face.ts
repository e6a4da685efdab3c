import { basename } from "node:path/posix";
import type { HuggingFaceFiles } from "../catalogue-entry.ts";
import type { Checksum } from "../download/checksum.ts";
import { downloadFile } from "../download/download-file.ts";
import { openHttp, shownAddress } from "../download/http.ts";
import type { ModelSource } from "./source.ts";

export interface HuggingFaceOptions {
  readonly endpoint: string;
  readonly token: string | undefined;
}

/**
 * A repository on Hugging Face, or on a mirror of it that answers alike.
 * Large files are checked against the SHA-256, small ones against the git SHA-1, that the hub tells with its answer.
 */
export function huggingFaceSource(
  { repository, files }: HuggingFaceFiles,
  { endpoint, token }: HuggingFaceOptions,
): ModelSource {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    name: `Hugging Face (${shownAddress(endpoint)}/${repository})`,
    async deliver(workspace, signal) {
      for (const path of Object.values(files)) {
        let checksum: Checksum | null = null;
        // All files come from the commit of the first, even if somebody pushes meanwhile.
        const url = new URL(`${endpoint}/${repository}/resolve/${workspace.revision() ?? "main"}/${path}`);
        // Told before the redirect to the content network, whose own tag looks alike and is another thing.
        const onAnswer = (answer: Headers) => {
          checksum = checksumOf(answer.get("x-linked-etag"));
          workspace.pin(answer.get("x-repo-commit"));
        };
        const open = openHttp({ url, headers, onAnswer });
        await downloadFile({ workspace, file: basename(path), open, checksum: () => checksum, signal });
      }
      return Object.fromEntries(Object.entries(files).map(([role, path]) => [role, basename(path)]));
    },
  };
}

function checksumOf(tag: string | null): Checksum | null {
  const hex = tag?.replace(/^W\//, "").replaceAll('"', "").toLowerCase() ?? "";
  if (/^[0-9a-f]{64}$/.test(hex)) return { algorithm: "sha256", hex };
  return /^[0-9a-f]{40}$/.test(hex) ? { algorithm: "git-sha1", hex } : null;
}
