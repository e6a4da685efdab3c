import { open, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { ModelFamily } from "../../ports/model-store.ts";
import { CATALOGUE } from "../catalogue.ts";
import { complaintAbout } from "../download/file-shape.ts";
import { readJsonFile } from "../download/json-file.ts";
import { filesIn } from "./files-in.ts";
import { isGgml } from "./ggml-file.ts";
import { MLX_WEIGHTS, MlxConfigSchema } from "./mlx-directory.ts";

/** In which form somebody brings a model. */
export type Layout = "ggml" | "mlx" | "onnx";

/** How a form is called where a person reads it. */
export const LAYOUT_NAMES: Readonly<Record<Layout, string>> = {
  ggml: "a whisper.cpp model",
  mlx: "an MLX model",
  onnx: "a model of ONNX files",
};

const TAKEN =
  "Taken are a ggml file of whisper.cpp, a directory of MLX (config.json with weights.safetensors or weights.npz), and a directory of ONNX files in the Hugging Face layout.";

/** The form in which the files of a family come. */
export function layoutOfFamily(family: ModelFamily): Layout {
  return family === "ggml" || family === "mlx" ? family : "onnx";
}

/** First halves of the names that models of this form have; the usual one first. */
export function enginesOf(layout: Layout): readonly string[] {
  const fitting = CATALOGUE.filter(({ family, remote }) => !remote && layoutOfFamily(family) === layout);
  return [...new Set(fitting.map(({ name }) => name.slice(0, name.indexOf("/"))))];
}

/**
 * Recognises a model by its files.
 * @throws {Failure} `option-invalid` when it is none that can be taken, `model-corrupt` for a file without content.
 */
export async function layoutOf(path: string): Promise<Layout> {
  const layout = (await stat(path)).isFile() ? await layoutOfFile(path) : await layoutOfDirectory(path);
  if (layout !== null) return layout;
  throw new Failure("option-invalid", `${basename(path)} is no model that can be added. ${TAKEN}`);
}

async function layoutOfFile(path: string): Promise<Layout | null> {
  if (path.endsWith(".onnx")) return "onnx";
  const head = await firstBytes(path);
  if (isGgml(head)) return "ggml";
  if (head.toString("latin1") === "GGUF") {
    const detail = `${basename(path)} is a GGUF file, which whisper.cpp does not read: it needs the ggml file of the model (ggml-….bin).`;
    throw new Failure("option-invalid", detail);
  }
  const complaint = await complaintAbout(path, basename(path));
  if (complaint !== null) throw new Failure("model-corrupt", `The model cannot be added: ${complaint}.`);
  return null;
}

async function layoutOfDirectory(path: string): Promise<Layout | null> {
  const files = [...(await filesIn(path)), ...(await filesIn(join(path, "onnx")))].map((file) => basename(file));
  if (files.some((file) => file.endsWith(".onnx"))) return "onnx";
  if (files.some((file) => MLX_WEIGHTS.some((name) => name === file))) return "mlx";
  if ((await readJsonFile(join(path, "config.json"), MlxConfigSchema)) !== null) return "mlx";
  return (await ggmlFilesIn(path)).length > 0 ? "ggml" : null;
}

/** The files of whisper.cpp in a directory, by what is in them. */
export async function ggmlFilesIn(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of await filesIn(path)) {
    if (file.endsWith(".bin") && isGgml(await firstBytes(file))) found.push(file);
  }
  return found;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
