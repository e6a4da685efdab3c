import ipaddr from "ipaddr.js";

/** Whether a text is a network such as 10.20.0.0/16 or fd00::/8. */
export const isNetwork = (text: string): boolean =>
  // Not `isValidCIDR`: it takes 010.0.0.0 for 8.0.0.0.
  ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text);
