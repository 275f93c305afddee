import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { freePort } from "./_port.ts";

Deno.test("freePort() gives no port twice in a row, none that is taken, and none of another's", async () => {
  const ports = Array.from({ length: 48 }, freePort);
  deepStrictEqual(new Set(ports).size, ports.length);
  using _taken = Deno.listen({ hostname: "127.0.0.1", port: ports[0]! });
  const again = Array.from({ length: 60 }, freePort);
  ok(!again.includes(ports[0]!));
  const own = [...ports, ...again];
  for (let n = 0; n < 3; n++) {
    const others = await portsOfAnother();
    deepStrictEqual(others.filter((port) => own.includes(port)), []);
    deepStrictEqual(others.length, 100);
  }
});

Deno.test({
  name: "freePort() gives none that Linux gives to connections",
  ignore: Deno.build.os !== "linux",
  fn() {
    const range = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").split(/\s+/);
    const [first, last] = range.map(Number);
    if (first! < 11_000) return; // It gives almost all.
    const port = freePort();
    ok(port < first! || port > last!, `${port}`);
  },
});

/** A hundred ports that another process is given. */
async function portsOfAnother(): Promise<number[]> {
  const code = `import { freePort } from ${JSON.stringify(import.meta.resolve("./_port.ts"))};
    console.log(JSON.stringify(Array.from({ length: 100 }, freePort)));`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", code],
    stderr: "inherit",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}
