/** The network that an IP address belongs to, by which clients are counted. */

/**
 * Returns the network of an IP address, in one form: the whole one of IPv4, also where IPv6 carries it,
 * or the first 64 bits of one of IPv6, as a client has mostly 2 ** 64 of these. Ports and zones that
 * a proxy adds are left out. Other text stays as it is.
 *
 * @example
 * ```ts
 * import { toNetwork } from "@fasthtml/fasthtml/middleware";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(toNetwork("192.0.2.1:50123"), "192.0.2.1");
 * strictEqual(toNetwork("::FFFF:C000:0201"), "192.0.2.1");
 * strictEqual(toNetwork("2001:DB8::1"), toNetwork("2001:db8:0:0:ffff::2"));
 * ```
 */
export function toNetwork(address: string): string {
  const plain = address.replace(/^\[|%.*$|\](:\d+)?$/g, "");
  const ipv4 = /^(\d+\.\d+\.\d+\.\d+)(:\d+)?$/.exec(plain)?.[1];
  // The platform's URL writes IPv6 in one form: small letters, no leading zeros, hexadecimal.
  const href = `http://[${plain}]`;
  if (ipv4 !== undefined || !URL.canParse(href)) return ipv4 ?? address;
  const [head = [], tail] = new URL(href).hostname.slice(1, -1).split("::")
    .map((part) => part.split(":").filter(Boolean));
  const zeros = tail ? Array(8 - head.length - tail.length).fill("0") : [];
  const groups = [...head, ...zeros, ...tail ?? []];
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return groups.slice(0, 4).join(":");
  return groups.slice(6).map((group) => parseInt(group, 16))
    .flatMap((bits) => [bits >> 8, bits & 255]).join(".");
}
