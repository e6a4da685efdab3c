import { expect, it } from "vitest";
import { addressCheck } from "./networks.ts";

const publicOnly = addressCheck({ allowed: [] });

it.each([
  "1.1.1.1",
  "93.184.215.14",
  "172.15.255.255",
  "172.32.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "2606:4700::1111",
  "2a00:1450:4001:82a::200e",
  "::ffff:1.1.1.1",
  "64:ff9b::1.1.1.1",
])("takes %s for public", (address) => {
  expect(publicOnly(address)).toBe(true);
});

it.each([
  ["this host", ["0.0.0.0", "0.1.2.3", "::"]],
  ["loopback", ["127.0.0.1", "127.255.255.254", "::1"]],
  ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"]],
  ["shared by a provider", ["100.64.0.1", "100.127.255.255", "100.100.100.200"]],
  ["link-local", ["169.254.169.254", "169.254.170.2", "fe80::1", "fe80::1%eth0", "febf::1"]],
  ["unique local", ["fc00::1", "fd00:ec2::254"]],
  ["site-local", ["fec0::1"]],
  ["multicast", ["224.0.0.1", "239.255.255.250", "ff02::1"]],
  ["broadcast", ["255.255.255.255"]],
  ["reserved", ["192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "2001:db8::1"]],
  ["nobody's yet", ["4000::1", "1::1", "e000::1"]],
  ["mapped to IPv6", ["::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::ffff:10.0.0.1", "::ffff:0.0.0.0"]],
  ["compatible of old", ["::127.0.0.1", "::7f00:1", "::a00:1"]],
  ["translated", ["::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::10.0.0.1"]],
  ["tunnelled", ["2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"]],
  ["the platform of Azure", ["168.63.129.16"]],
  ["no address", ["", "example.org", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "1.1.1.1 "]],
])("refuses what is %s: %j", (_, addresses) => {
  expect(addresses.filter(publicOnly)).toEqual([]);
});

it("lets an allowed network win over the refusal, and no other", () => {
  const check = addressCheck({ allowed: ["10.20.0.0/16", "192.168.1.7/32", "fd12::/16"] });
  expect(
    ["10.20.0.1", "10.20.255.255", "192.168.1.7", "fd12::5", "::ffff:10.20.0.1", "1.1.1.1"].every((one) => check(one)),
  ).toBe(true);
  expect(["10.21.0.1", "192.168.1.8", "fd13::5", "127.0.0.1", "::1"].filter(check)).toEqual([]);
});

it("lets an IPv6 network be allowed that wraps IPv4", () => {
  expect(addressCheck({ allowed: ["64:ff9b::/96"] })("64:ff9b::10.0.0.1")).toBe(true);
});

it("lets everything through for `any`", () => {
  expect(addressCheck("any")("127.0.0.1")).toBe(true);
});

it.each(["", "10.0.0.0", "10.0.0.0/33", "010.0.0.0/8", "10.0/8", "fd00::/129", "example.org/8", "10.0.0.0/8 "])(
  "takes %j for no network",
  (network) => {
    expect(() => addressCheck({ allowed: [network] })).toThrow(
      expect.objectContaining({ code: "settings-invalid", message: expect.stringContaining(`"${network}"`) }),
    );
  },
);
