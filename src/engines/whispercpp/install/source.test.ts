import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { assertSource } from "./source.ts";

const folder = await mkdtemp(join(tmpdir(), "source-"));
afterAll(() => rm(folder, { recursive: true }));

it("knows the source of whisper.cpp by its server", async () => {
  const server = join(folder, "examples", "server");
  await mkdir(server, { recursive: true });
  const refused = { code: "option-invalid", message: expect.stringContaining("examples/server") };
  await expect(assertSource(folder)).rejects.toMatchObject(refused);
  await mkdir(join(server, "CMakeLists.txt"));
  await expect(assertSource(folder)).rejects.toMatchObject(refused);
  await rm(join(server, "CMakeLists.txt"), { recursive: true });
  await writeFile(join(server, "CMakeLists.txt"), "");
  await assertSource(folder);
  await expect(assertSource(join(folder, "nowhere"))).rejects.toMatchObject(refused);
});
