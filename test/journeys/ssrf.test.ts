import { createServer, type RequestListener, type Server } from "node:http";
import { hostname } from "node:os";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorkplace, type RunningService, type Workplace } from "../support/running-service.ts";

// Addresses that lead into the house, sent to the service as it is run, by every door that fetches: none is reached.
// 127.0.0.1 stands for what must not be reached, 127.0.0.2 for a server somewhere in the world, which sends too much.

/** Ten thousand times as large as it is on its way. */
const BOMB = gzipSync(Buffer.alloc(200_000_000), { level: 9 });

let reached: string[] = [];
const servers: Server[] = [];
let port = 0;
let workplace: Workplace;
let service: RunningService;

async function listenAt(address: string, answer: RequestListener): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(port, address, listening));
  const own = server.address();
  if (own !== null && typeof own === "object") port = own.port;
  servers.push(server);
}

beforeAll(async () => {
  await listenAt("127.0.0.1", (request, response) => {
    reached.push(request.url ?? "");
    response.end("a secret of the house");
  });
  await listenAt("127.0.0.2", ({ url = "" }, response) => {
    const to = new URL(url, "http://x").searchParams.get("to");
    if (to === null) response.writeHead(200, { "content-encoding": "gzip" }).end(BOMB);
    else response.writeHead(302, { location: to }).end();
  });
  workplace = await openWorkplace();
  service = await workplace.start({ ALLOWED_NETWORKS: "127.0.0.2/32", MAX_UPLOAD_GB: "0.05" });
}, 60_000);
afterAll(async () => {
  await workplace.clear();
  for (const server of servers) server.close();
});

const HOSTS = [
  ...["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001"],
  ...["127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1", "0.0.0.0", "0", "localhost", "LOCALHOST."],
  ...["[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"],
  ...["[64:ff9b::7f00:1]", "[2002:7f00:1::]", "127.0.0.2@127.0.0.1", "user:password@127.0.0.1"],
];
const METADATA = [
  ...["169.254.169.254", "[fd00:ec2::254]", "100.100.100.200", "168.63.129.16"],
  ...["[::ffff:169.254.169.254]", "2852039166", "0xa9fea9fe", "10.0.0.1", "192.168.0.1"],
];

/** What says by itself where it leads, or is no address: nobody has to be asked, and no job is opened. */
const plainTricks = (): string[] => {
  const house = `127.0.0.1:${port}`;
  return [
    ...HOSTS.map((host) => `http://${host}:${port}/latest`),
    ...METADATA.map((host) => `http://${host}/latest/meta-data/`),
    ...["file:///etc/passwd", "data:audio/wav,x", "blob:http://x/y", "javascript:1"],
    ...["ftp", "gopher", "ws", "dict", "unix"].map((scheme) => `${scheme}://${house}/`),
    ...[`http:${house}`, `http:\\\\${house}\\`, `http://${house}#@127.0.0.2:${port}/`],
  ];
};

/** What is found out when it is fetched: a name of this machine, and servers that lead elsewhere. */
const fetchedTricks = (): string[] => {
  const house = `127.0.0.1:${port}`;
  const redirects = [
    `http://${house}/`,
    `//${house}/`,
    `http://[::1]:${port}/`,
    "file:///etc/passwd",
    `http://2130706433:${port}/`,
    `http://localhost:${port}/`,
    "http://169.254.169.254/latest/meta-data/",
    `http://${hostname()}:${port}/`,
  ];
  return [
    `http://${hostname()}:${port}/latest`,
    `http://127.0.0.2:${port}\\@${house}/`,
    ...redirects.map((to) => `http://127.0.0.2:${port}/?to=${encodeURIComponent(to)}`),
    `http://127.0.0.2:${port}/?to=${encodeURIComponent(`http://127.0.0.2:${port}/?to=http://${house}/`)}`,
  ];
};

/** The doors that fetch, each with its way of naming an address. Gives the job, where one was opened. */
const DOORS: Readonly<Record<string, (url: string) => readonly [path: string, body: object]>> = {
  native: (url) => ["/api/v1/transcribe", { url }],
  runpod: (audio) => ["/v2/whisper/run", { input: { audio } }],
  assemblyai: (audio_url) => ["/v2/transcript", { audio_url }],
  deepgram: (url) => [`/v1/listen?callback=${encodeURIComponent(`http://127.0.0.2:${port}/told`)}`, { url }],
};

async function submit(door: string, address: string): Promise<string | null> {
  const [path, body] = DOORS[door]?.(address) ?? ["/", {}];
  const headers = { "content-type": "application/json" };
  const response = await fetch(service.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as { id?: string; request_id?: string }; // one or the other, by door
  if (response.ok) return (answer.id ?? answer.request_id ?? "").replace(/-u1$/, "");
  expect([address, [400, 422].includes(response.status)]).toEqual([address, true]);
  return null;
}

async function endOf(id: string): Promise<string> {
  const response = await fetch(`${service.url}/api/v1/jobs/${id}`);
  const { state, error } = (await response.json()) as { state: string; error: { code: string } | null };
  return error?.code ?? state;
}

it.each(Object.keys(DOORS))("fetches nothing of the house for the door of %s", { timeout: 120_000 }, async (door) => {
  reached = [];
  expect(plainTricks().length).toBeGreaterThan(45);
  for (const address of plainTricks()) expect([address, await submit(door, address)]).toEqual([address, null]);
  const opened: [string, string][] = [];
  for (const address of fetchedTricks()) opened.push([address, (await submit(door, address)) ?? "refused"]);
  for (const [address, id] of opened)
    await expect
      .poll(async () => [address, await endOf(id)], { timeout: 60_000, interval: 200 })
      .toEqual([address, expect.stringMatching(/^(url-refused|url-unreachable|url-invalid|media-refused)$/)]);
  expect(reached).toEqual([]);
});

it("ends what unpacks to more than may be sent", { timeout: 60_000 }, async () => {
  const id = await submit("native", `http://127.0.0.2:${port}/bomb.wav`);
  await expect.poll(() => endOf(id ?? ""), { timeout: 60_000, interval: 200 }).toBe("media-refused");
});

it("sends no webhook into the house", async () => {
  reached = [];
  const headers = { "content-type": "application/json" };
  for (const host of HOSTS) {
    const body = JSON.stringify({ url: `http://${host}:${port}/hook` });
    const { status, delivered } = await fetch(`${service.url}/api/v1/webhook/test`, {
      method: "POST",
      headers,
      body,
    }).then(async (response) => ({ status: response.status, ...((await response.json()) as { delivered?: boolean }) }));
    expect([host, status >= 400 || delivered === false]).toEqual([host, true]);
  }
  expect(reached).toEqual([]);
});
