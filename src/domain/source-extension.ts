import type { JobSource } from "./job.ts";

/** The extension of a recording's name, with its dot, where it looks like one: some formats are known by it alone. */
export function sourceExtension(source: JobSource): string | undefined {
  const name = source.kind === "upload" ? source.name : new URL(source.url).pathname;
  // A name that is nothing but an extension is that of a hidden file.
  return /(?<=[^/])(\.[a-z0-9]{1,8})$/i.exec(name ?? "")?.[1];
}
