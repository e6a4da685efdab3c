import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".mjs": "text/javascript" };

/** The browser of this machine; undefined where it has none. */
export const CHROMIUM = NAMES.find((name) => {
  try {
    return execFileSync("sh", ["-c", `command -v ${name}`]).length > 0;
  } catch {
    return false;
  }
});

export interface PageServer {
  readonly origin: string;
  /** Opens a page that runs a module in a browser, and gives what that passes to `say`. */
  run(module: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Serves the files of a folder to a browser.
 * @param imports where the packages lie that a module names, from the folder on
 */
export async function servePages(folder: string, imports: Readonly<Record<string, string>>): Promise<PageServer> {
  let page = "";
  let heard: (said: string) => void = () => {};
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    if (path === "/said") {
      heard(await text(request));
      return void response.end();
    }
    if (path === "/") return void response.setHeader("content-type", "text/html").end(page);
    const file = await readFile(join(folder, normalize(path))).catch(() => null);
    response.writeHead(file ? 200 : 404, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  return {
    origin,
    async run(module) {
      page = `<!doctype html><meta charset="utf-8"><script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">
const say = (said) => fetch("/said", { method: "POST", body: said });
try {
${module}
} catch (error) { await say(String(error.stack)); }
</script>`;
      const said = new Promise<string>((resolve) => {
        heard = resolve;
      });
      return withBrowser(origin, said);
    },
    close: async () => void server.close().closeAllConnections(),
  };
}

/** Shows a page until something has happened. */
async function withBrowser<Result>(url: string, happened: Promise<Result>): Promise<Result> {
  const profile = await mkdtemp(join(tmpdir(), "chromium-"));
  const words = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", `--user-data-dir=${profile}`, url];
  const browser = spawn(CHROMIUM ?? "chromium", [...words], { stdio: "ignore", detached: true });
  const gone = once(browser, "exit").then(() => Promise.reject(new Error("The browser ended by itself")));
  try {
    return await Promise.race([happened, gone]);
  } finally {
    gone.catch(() => {});
    // Its own processes with it.
    if (browser.pid !== undefined && browser.exitCode === null) process.kill(-browser.pid, "SIGKILL");
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
