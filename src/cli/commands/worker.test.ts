import { expect, it } from "vitest";
import { describeSettings } from "../../setting-descriptions.ts";
import { workerCommand } from "./worker.ts";

/** What only requests, the command line or a service in one process read. */
const OF_OTHERS =
  /^(MAX_DOWNLOAD_GB|LISTEN_HOST|PORT|OPEN_ACCESS|ALLOWED_ORIGINS|TRUSTED_PROXIES|PUBLIC_URL|OIDC_\w+|SERVER_\w+|AUTH|PUSH_\w+|KEEP_\w+|MAX_QUEUED_JOBS)$/;

it("explains in its help each setting that a worker has, in lines of a terminal's width", () => {
  const { help } = workerCommand;
  const missing = describeSettings()
    .map(({ name }) => name)
    .filter((name) => !OF_OTHERS.test(name) && !new RegExp(`\\b${name.replace("_PER_KEY", "")}\\b`).test(help));
  expect(missing).toEqual([]);
  expect(help).toContain("_PER_KEY");
  expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
