import { describe, expect, it } from "vitest";
import { urlRefusal } from "./url-refusal.ts";

const check = urlRefusal({ allowed: [] });
const refused = expect.objectContaining({ code: "url-refused", message: expect.stringMatching(/\. [A-Z]/) });

describe("an address that leads into the house by itself", () => {
  it.each([
    ...["192.168.1.5", "10.1.2.3", "172.16.0.1", "100.64.0.1", "0.0.0.0", "0", "127.1", "0x7f.1", "0177.0.0.1"],
    ...["2130706433", "3232235781", "0xc0a80105", "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1", "%31%32%37.0.0.1"],
    ...["[::]", "[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "[::ffff:a00:1]", "[64:ff9b::a00:1]"],
    ...["localhost", "LOCALHOST.", "a.localhost", "169.254.169.254", "168.63.129.16", "[fd00:ec2::254]"],
  ])("is refused before anybody is asked: %s", (host) => {
    expect(() => check(`http://${host}/talk.mp3`)).toThrow(refused);
    expect(() => check(`https://${host}:8443/talk.mp3`)).toThrow(refused);
  });

  it.each([
    ["192.168.1.5", "192.168.0.0/16"],
    ["[::ffff:192.168.1.5]", "192.168.1.5/32"],
    ["[fd12::5]", "fd12::/16"],
    // It is one of both, and which one the system decides.
    ["localhost", "127.0.0.0/8"],
    ["localhost", "::1/128"],
  ])("is left alone where its network is allowed: %s in %s", (host, network) => {
    expect(() => urlRefusal({ allowed: [network] })(`http://${host}/talk.mp3`)).not.toThrow();
    expect(() => urlRefusal({ allowed: ["10.0.0.0/8"] })(`http://${host}/talk.mp3`)).toThrow(refused);
  });

  it("is left alone where any network may be asked", () =>
    expect(() => urlRefusal("any")("http://localhost:8000/")).not.toThrow());
});

it.each([
  "https://example.org/talk.mp3",
  "http://93.184.216.34/",
  "https://[2606:2800::1]:8443/",
  "http://router.lan/",
])("%s has to be asked", (address) => expect(() => check(address)).not.toThrow());

it("refuses ports of other protocols, and what is no address", () => {
  expect(() => check("http://example.org:25/talk.mp3")).toThrow(refused);
  for (const address of ["talk.mp3", "file:///etc/passwd", "https://name:word@example.org/"])
    expect(() => check(address)).toThrow(expect.objectContaining({ code: "url-invalid" }));
});
