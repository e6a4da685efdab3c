import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Failure } from "../domain/failure.ts";
import { childEnvironment, loaderFlags } from "../processes/child-environment.ts";
import { insteadWarning, type Provider } from "./provider.ts";

const ENTRY = fileURLToPath(new URL(`./print-version${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
/** A graphics processor that is used for the first time may take a while. */
const TIME_LIMIT_MS = 20_000;

/**
 * The version of onnxruntime, once it has proven in a process of its own that it loads here.
 * @throws {Failure} `engine-unavailable` with the command that mends it.
 */
export async function runtimeVersion(signal: AbortSignal): Promise<string> {
  try {
    const [version = ""] = await runSmallest("cpu", signal);
    return version;
  } catch (error) {
    signal.throwIfAborted();
    const hint = "It does not load on this machine. Run: npm install onnxruntime-node";
    throw new Failure("engine-unavailable", hint, { cause: error });
  }
}

/** Why a provider does not run here, found out by a real inference in a process of its own; null where it does. */
export async function providerWarning(provider: Provider, signal: AbortSignal): Promise<string | null> {
  try {
    const [, warning = ""] = await runSmallest(provider, signal);
    return warning === "" ? null : warning;
  } catch {
    signal.throwIfAborted();
    // It took the process with it: what that said is the end of a report of native code.
    return insteadWarning(provider, "the process that tried it has ended");
  }
}

async function runSmallest(provider: Provider, signal: AbortSignal): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [...loaderFlags(), ENTRY, provider, tmpdir()], {
    timeout: TIME_LIMIT_MS,
    env: childEnvironment(),
    signal,
  });
  return stdout.trimEnd().split("\n");
}
