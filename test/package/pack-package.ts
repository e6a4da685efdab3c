import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What the product is built from, besides what it carries as it is. */
const TO_BUILD = ["package.json", ".npmrc", "tsconfig.json", "tsconfig.build.json", "src", "scripts", "README.md"];

export interface PackedPackage {
  /** The file that npm would publish. */
  readonly tarball: string;
  /** Removes it. */
  dispose(): Promise<void>;
}

/** What a program of a stranger would be started with: Node without the loader that tests run under. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _loader, ...environment } = process.env;
  return environment;
}

/** What the client is built from. */
const CLIENT = ["package.json", "tsconfig.json", "src/client", "scripts", "packages/client"];

/** Builds and packs `scribewell` as `npm publish` does. */
export async function packPackage(): Promise<PackedPackage> {
  const { files } = z
    .object({ files: z.array(z.string()) })
    .parse(JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")));
  const carried = files.filter((name) => !name.startsWith("!") && name !== "dist");
  return pack([...TO_BUILD, ...carried]);
}

/** Builds and packs `@scribewell/client` as `npm publish` does. */
export const packClient = (): Promise<PackedPackage> => pack(CLIENT, "packages/client");

/** Packs a folder in a copy of what it is built from: others may be using `dist/`. */
async function pack(names: readonly string[], folder = "."): Promise<PackedPackage> {
  const place = await mkdtemp(join(tmpdir(), "package-"));
  for (const name of names) {
    await mkdir(dirname(join(place, name)), { recursive: true });
    await cp(join(ROOT, name), join(place, name), { recursive: true });
  }
  await symlink(join(ROOT, "node_modules"), join(place, "node_modules"), "junction");
  const packed = join(place, folder);
  await promisify(execFile)("npm", ["pack"], { cwd: packed, env: plainEnvironment(), maxBuffer: 2 ** 24 });
  const [tarball = ""] = (await readdir(packed)).filter((name) => name.endsWith(".tgz"));
  return { tarball: join(packed, tarball), dispose: () => rm(place, { recursive: true, force: true }) };
}
