import { deepStrictEqual } from "node:assert";
import { toNetwork } from "@fasthtml/fasthtml/middleware";

Deno.test("toNetwork() has one form for an address of IPv4, and for 64 bits of IPv6", () => {
  const networks = {
    "192.0.2.1": [
      "192.0.2.1",
      "192.0.2.1:50123",
      "::ffff:192.0.2.1",
      "::FFFF:192.0.2.1",
      "[::ffff:192.0.2.1]:50123",
      "::ffff:c000:201",
      "::FFFF:C000:0201",
      "0:0:0:0:0:ffff:c000:201",
      "0000:0000:0000:0000:0000:ffff:c000:0201",
    ],
    "2001:db8:0:0": [
      "2001:db8::1",
      "2001:DB8::1",
      "2001:0db8:0000:0000:0000:0000:0000:0001",
      "2001:db8:0:0:ffff:ffff:ffff:ffff",
      "2001:db8::192.0.2.1",
      "[2001:db8::1]",
      "[2001:db8::1]:443",
    ],
    "2001:db8:0:1": ["2001:db8:0:1::", "2001:db8:0:1:2:3:4:5"],
    "fe80:0:0:0": ["fe80::1", "fe80::1%eth0", "[fe80::1%25eth0]:443"],
    "0:0:0:0": ["::1", "::"],
    "": [""],
    "unix": ["unix"],
    "1:2": ["1:2"],
  };
  const found = Object.values(networks).map((all) => [...new Set(all.map(toNetwork))].join());
  deepStrictEqual(found, Object.keys(networks));
});
