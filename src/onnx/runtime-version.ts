import { execFile } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Failure } from "../domain/failure.ts";
import { childEnvironment, loaderFlags } from "../processes/child-environment.ts";

const ENTRY = fileURLToPath(new URL(`./print-version${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
const TIME_LIMIT_MS = 20_000;

/**
 * The version of onnxruntime, once it has proven in a process of its own that it loads here.
 * @throws {Failure} `engine-unavailable` with the command that mends it.
 */
export async function runtimeVersion(signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...loaderFlags(), ENTRY], {
      timeout: TIME_LIMIT_MS,
      env: childEnvironment(),
      signal,
    });
    return stdout.trim();
  } catch (error) {
    signal.throwIfAborted();
    const hint = "It does not load on this machine. Run: npm install onnxruntime-node";
    throw new Failure("engine-unavailable", hint, { cause: error });
  }
}
