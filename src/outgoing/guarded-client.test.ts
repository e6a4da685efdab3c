import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openUrl } from "../media/open-url.ts";
import type { ResolveName } from "./guarded-client.ts";
import type { Networks } from "./networks.ts";

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
/** Servers on addresses of their own, on one port: who was asked tells which address was connected to. */
const ADDRESSES = ["127.0.0.1", "127.0.0.2", ...(hasIpv6 ? ["::1"] : [])];
const seen: string[] = [];
const servers: Server[] = [];
let port = 0;

beforeAll(async () => {
  for (const address of ADDRESSES) {
    const server = createServer((request, response) => {
      seen.push(`${address}${request.url}`);
      const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
      if (pathname === "/to") response.writeHead(302, { location: searchParams.get("there") ?? "" });
      response.end(`from ${address}`);
    });
    await new Promise<void>((resolve) => server.listen(port, address, resolve));
    // A listening TCP server has an address of this kind.
    port = (server.address() as AddressInfo).port;
    servers.push(server);
  }
});
afterAll(() => {
  for (const server of servers) server.close();
});
afterEach(() => {
  seen.length = 0;
  vi.unstubAllEnvs();
});

const NONE: Networks = { allowed: [] };
const OUTSIDE: Networks = { allowed: ["127.0.0.2/32"] };

async function read(address: string, options: { networks: Networks; resolve?: ResolveName }): Promise<string> {
  const { body } = await openUrl(address, { maxBytes: 1e6, signal: AbortSignal.timeout(5_000), ...options });
  return Buffer.concat(await body.toArray()).toString();
}

const refusalOf = async (address: string, options: { networks: Networks; resolve?: ResolveName }) => {
  const error: unknown = await read(address, options).catch((reason) => reason);
  expect(error).toMatchObject({
    code: "url-refused",
    message: expect.stringMatching(/in a network.*ALLOWED_NETWORKS/),
  });
  return error;
};

/** Answers with one list of addresses after the other, the last for ever. */
function resolver(...answers: string[][]): ResolveName & { readonly names: string[] } {
  const names: string[] = [];
  const resolve = async (name: string) => {
    names.push(name);
    const answer = answers[Math.min(names.length, answers.length) - 1] ?? [];
    return answer.map((address) => ({ address }));
  };
  return Object.assign(resolve, { names });
}

it.each([
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "127.0.0.1.",
  "①②⑦.⓪.⓪.①",
  "127。0。0。1",
  "%31%32%37.0.0.1",
  "0.0.0.0",
  "0",
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "localhost",
])("refuses this machine, written as %s", async (host) => {
  await refusalOf(`http://${host}:${port}/`, { networks: NONE });
  expect(seen).toEqual([]);
});

it.each(["10.0.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "[fd00:ec2::254]", "[fe80::1]", "[ff02::1]"])(
  "refuses %s",
  async (host) => {
    await refusalOf(`http://${host}/latest/meta-data/`, { networks: NONE });
    await refusalOf(`https://${host}/latest/meta-data/`, { networks: NONE });
  },
);

it("takes an address with a zone for none", async () => {
  for (const host of ["[fe80::1%25eth0]", "[fe80::1%eth0]"]) {
    await expect(read(`http://${host}/`, { networks: NONE })).rejects.toMatchObject({ code: "url-invalid" });
  }
});

it("lets an allowed network win, and no other", async () => {
  await expect(read(`http://127.0.0.2:${port}/`, { networks: OUTSIDE })).resolves.toBe("from 127.0.0.2");
  await refusalOf(`http://127.0.0.1:${port}/`, { networks: OUTSIDE });
});

it("connects to the address that was checked, whatever the name resolves to later", async () => {
  const resolve = resolver(["127.0.0.2"], ["127.0.0.1"]);
  const address = `http://rebinding.example:${port}`;
  await expect(read(`${address}/talk.mp3`, { networks: OUTSIDE, resolve })).resolves.toBe("from 127.0.0.2");
  expect(resolve.names).toEqual(["rebinding.example"]);
  await refusalOf(`${address}/talk.mp3`, { networks: OUTSIDE, resolve });
  expect(seen).toEqual(["127.0.0.2/talk.mp3"]);
});

it("checks anew where a redirect leads back to the same name", async () => {
  const resolve = resolver(["127.0.0.2"], ["127.0.0.1"]);
  await refusalOf(`http://rebinding.example:${port}/to?there=/secret`, { networks: OUTSIDE, resolve });
  expect(seen).toEqual(["127.0.0.2/to?there=/secret"]);
});

it.each([
  "http://127.0.0.1:PORT/",
  "//127.0.0.1:PORT/",
  "http://[::1]:PORT/",
  "http://2130706433:PORT/",
  "http://inside.example:PORT/",
])("refuses a redirect to %s", async (location) => {
  const resolve = resolver(["127.0.0.1"]);
  const there = encodeURIComponent(location.replace("PORT", `${port}`));
  await refusalOf(`http://127.0.0.2:${port}/to?there=${there}`, { networks: OUTSIDE, resolve });
  expect(seen).toHaveLength(1);
});

it("follows a redirect to an allowed address", async () => {
  const there = encodeURIComponent(`http://outside.example:${port}/talk.mp3`);
  const resolve = resolver(["127.0.0.2"]);
  await expect(read(`http://127.0.0.2:${port}/to?there=${there}`, { networks: OUTSIDE, resolve })).resolves.toBe(
    "from 127.0.0.2",
  );
});

it.each([
  [["127.0.0.2", "127.0.0.1"]],
  [["127.0.0.1", "127.0.0.2"]],
  [["127.0.0.2", "fe80::1%lo"]],
  [["::ffff:127.0.0.1"]],
  [["127.0.0.2", "127.1"]],
  [["elsewhere.example"]],
])("refuses a name that has %j", async (addresses) => {
  await refusalOf(`http://mixed.example:${port}/`, { networks: OUTSIDE, resolve: resolver(addresses) });
  expect(seen).toEqual([]);
});

it("tells the name and the setting, and never the address", async () => {
  for (const origin of [`http://inside.example:${port}`, "https://inside.example"]) {
    const error = await refusalOf(`${origin}/x?key=secret`, { networks: NONE, resolve: resolver(["10.11.12.13"]) });
    expect(error).toMatchObject({ message: expect.stringMatching(/^inside\.example is in/) });
    expect(inspect(error, { depth: 9 })).not.toMatch(/10\.11\.12\.13|secret/);
  }
});

it("does not tell the address of an allowed network that nobody answers in", async () => {
  const options = {
    networks: { allowed: ["127.0.0.0/8"] },
    resolve: resolver(["127.0.0.9"], ["127.0.0.9", "127.0.0.8"]),
  };
  for (const _ of [1, 2]) {
    const error: unknown = await read(`http://inside.example:${port}/`, options).catch((reason) => reason);
    expect(error).toMatchObject({ code: "url-unreachable", message: expect.stringContaining("(ECONNREFUSED)") });
    expect(inspect(error, { depth: 9 })).not.toMatch(/127\.0\.0/);
  }
});

it.skipIf(!hasIpv6).each([
  ["both.example", ["::1", "127.0.0.3"], "::1"],
  ["both.example", ["127.0.0.3", "::1"], "::1"],
  ["both.example", ["::2", "127.0.0.1"], "127.0.0.1"],
  ["both.example", ["127.0.0.1", "::2"], "127.0.0.1"],
  ["one.example", ["127.0.0.1"], "127.0.0.1"],
  ["one.example", ["::1"], "::1"],
  ["[::1]", [], "::1"],
  // An IPv6 socket to a mapped address arrives at the IPv4 server.
  ["[::ffff:127.0.0.1]", [], "127.0.0.1"],
])("reaches %s with %j at %s (skipped where a machine has no IPv6)", async (host, addresses, answering) => {
  const options = { networks: { allowed: ["127.0.0.0/8", "::/64"] }, resolve: resolver(addresses) };
  await expect(read(`http://${host}:${port}/`, options)).resolves.toBe(`from ${answering}`);
});

it("says that a name has no address", async () => {
  for (const resolve of [resolver([]), undefined]) {
    const reading = read("http://nowhere.invalid/", { networks: NONE, ...(resolve && { resolve }) });
    await expect(reading).rejects.toMatchObject({
      code: "url-unreachable",
      message: expect.stringMatching(/^nowhere\.invalid could not be reached \(E[A-Z_]+\)/),
    });
  }
});

it("reads no proxy setting", async () => {
  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]) vi.stubEnv(name, `http://127.0.0.1:${port}`);
  vi.stubEnv("NODE_USE_ENV_PROXY", "1");
  await expect(read(`http://127.0.0.2:${port}/`, { networks: OUTSIDE })).resolves.toBe("from 127.0.0.2");
  expect(seen).toEqual(["127.0.0.2/"]);
});

it("refuses networks that are none, before it asks", async () => {
  await expect(read(`http://127.0.0.2:${port}/`, { networks: { allowed: ["inside"] } })).rejects.toMatchObject({
    code: "settings-invalid",
  });
  expect(seen).toEqual([]);
});
