import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { Failure } from "../domain/failure.ts";
import { isMissing } from "../domain/system-errors.ts";

/**
 * Reads a JSON file of a known shape.
 * @throws {Failure} `option-invalid` that names the file and what is wrong with it.
 */
export async function readJson<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  return parsed(await contentOf(path), path, shape);
}

/**
 * Reads a file with a JSON value of a known shape on each line.
 * @throws {Failure} `option-invalid` that names the file and what is wrong with it.
 */
export async function readJsonLines<T>(path: string, shape: z.ZodType<T>): Promise<T[]> {
  const lines = (await contentOf(path)).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => parsed(line, `${path}, line ${index + 1}`, shape));
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = isMissing(error) ? "there is no such file" : String(error);
    throw new Failure("option-invalid", `Cannot read ${path}: ${reason}.`, { cause: error });
  }
}

function parsed<T>(text: string, place: string, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure("option-invalid", `${place} is not JSON.`, { cause: error });
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.join(".")}` : "";
  throw new Failure("option-invalid", `${place} does not have the expected shape${where}: ${issue?.message}.`);
}
