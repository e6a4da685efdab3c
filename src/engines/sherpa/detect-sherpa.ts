import { execFile } from "node:child_process";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { EngineReport } from "../../ports/engine.ts";
import { childEnvironment, loaderFlags } from "../../processes/child-environment.ts";
import { INSTALL, isInstalled } from "./addon.ts";

const ENTRY = fileURLToPath(new URL(`./print-version${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
const TIME_LIMIT_MS = 20_000;

/** Whether sherpa-onnx can run here: it has to load, in a process of its own. Never rejects. */
export async function detectSherpa(): Promise<EngineReport> {
  const absent = (detail: string): EngineReport => ({ engine: "sherpa", state: "absent", detail, remedy: INSTALL });
  if (!isInstalled()) return absent("sherpa-onnx-node is not installed");
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...loaderFlags(), ENTRY], {
      timeout: TIME_LIMIT_MS,
      env: childEnvironment(),
    });
    return { engine: "sherpa", state: "ready", detail: `sherpa-onnx-node ${stdout.trim()}` };
  } catch {
    return absent(`sherpa-onnx-node does not load on ${process.platform} ${process.arch}`);
  }
}
