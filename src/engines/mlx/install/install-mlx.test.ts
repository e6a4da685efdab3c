import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { SOON_MS } from "../../../../test/support/patience.ts";
import { installMlx } from "./install-mlx.ts";

const enginesDir = await mkdtemp(join(tmpdir(), "engines-"));
afterAll(() => rm(enginesDir, { recursive: true, force: true }));
const install = (python: string, signal = new AbortController().signal) =>
  installMlx({ enginesDir, python, onLine: () => {}, signal });

it("says so where the Python cannot be run", async () => {
  await expect(install(join(enginesDir, "none"))).rejects.toMatchObject({
    code: "engine-unavailable",
    message: expect.stringMatching(/is not on this machine.*has to be a Python that can be run/),
  });
});

it("refuses a Python that is too old before it makes anything, and can be tried again", async () => {
  const old = join(enginesDir, "old-python");
  const facts = { system: "Linux", machine: "x86_64", major: 3, minor: 8, venv: true, glibc: "2.36", macos: "" };
  await writeFile(old, `#!/bin/sh\necho '${JSON.stringify(facts)}'\n`, { mode: 0o755 });
  for (const _ of [1, 2])
    await expect(install(old)).rejects.toMatchObject({
      code: "engine-unavailable",
      message: expect.stringContaining("3.8"),
    });
  expect(await readdir(join(enginesDir, "mlx"))).toEqual([]);
});

it("ends what it runs when it is aborted", async () => {
  const slow = join(enginesDir, "slow-python");
  await writeFile(slow, "#!/bin/sh\nsleep 60\n", { mode: 0o755 });
  const controller = new AbortController();
  const installed = install(slow, controller.signal);
  setTimeout(() => controller.abort(new Error("enough")), 300);
  const begun = performance.now();
  await expect(installed).rejects.toThrow("enough");
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
});
