import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { plainEnvironment } from "./pack-package.ts";

/** Each with the arguments that come before the tarball. The package is an ES module and does not claim to be another. */
export const LINTERS: Readonly<Record<string, readonly string[]>> = {
  publint: ["run", "--strict"],
  attw: ["--profile", "esm-only", "--no-definitely-typed", "--format", "ascii", "--no-color"],
};

/** Runs one of the linters on a packed package. Throws with what it wrote where it finds fault. */
export async function lintPackage(linter: string, tarball: string): Promise<string> {
  const program = fileURLToPath(new URL(`../../node_modules/.bin/${linter}`, import.meta.url));
  const words = [...(LINTERS[linter] ?? []), tarball];
  const run = promisify(execFile)(program, words, { env: plainEnvironment() });
  const { stdout } = await run.catch(({ stdout, stderr }) => {
    throw new Error(`${linter} finds fault with the package:\n${stdout}${stderr}`);
  });
  return stdout;
}
