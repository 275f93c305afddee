import { deepStrictEqual } from "node:assert";
import { inGraph, packages } from "../../../ext/js/packages.ts";

Deno.test("packages are those that the module's imports bring onto the machine", () => {
  const brought = [...inGraph.toString().matchAll(/import\("npm:([^"]+?@[\d.]+)/g)];
  const served = Object.values(packages).map((open) =>
    open().url("x").split("/npm/")[1]!.slice(0, -2)
  );
  deepStrictEqual(served.sort(), brought.map(([, name]) => name).sort());
});
