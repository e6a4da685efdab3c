import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What the package is built from, besides what it carries as it is. */
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

/** Builds and packs the package as `npm publish` does, in a copy: others may be using `dist/`. */
export async function packPackage(): Promise<PackedPackage> {
  const place = await mkdtemp(join(tmpdir(), "package-"));
  const { files } = z
    .object({ files: z.array(z.string()) })
    .parse(JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")));
  const carried = files.filter((name) => !name.startsWith("!") && name !== "dist");
  for (const name of [...TO_BUILD, ...carried]) {
    await mkdir(dirname(join(place, name)), { recursive: true });
    await cp(join(ROOT, name), join(place, name), { recursive: true });
  }
  await symlink(join(ROOT, "node_modules"), join(place, "node_modules"), "junction");
  await promisify(execFile)("npm", ["pack"], { cwd: place, env: plainEnvironment(), maxBuffer: 2 ** 24 });
  const [tarball = ""] = (await readdir(place)).filter((name) => name.endsWith(".tgz"));
  return { tarball: join(place, tarball), dispose: () => rm(place, { recursive: true, force: true }) };
}
