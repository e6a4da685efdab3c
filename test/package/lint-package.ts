import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { plainEnvironment } from "./pack-package.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Their arguments are in package.json, as the scripts `package-check:…`. */
export const LINTERS = ["publint", "attw"];

/** Runs one of the linters on a packed package, and gives what it wrote. Throws that where it finds fault. */
export async function lintPackage(linter: string, tarball: string): Promise<string> {
  const words = ["run", "--silent", `package-check:${linter}`, "--", tarball];
  const run = promisify(execFile)("npm", words, { cwd: ROOT, env: plainEnvironment() });
  const { stdout } = await run.catch(({ stdout, stderr }) => {
    throw new Error(`${linter} finds fault with the package:\n${stdout}${stderr}`);
  });
  return stdout;
}
