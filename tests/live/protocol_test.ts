import { deepStrictEqual } from "node:assert";
import { toMessage } from "../../lib/live/protocol.ts";

// What a hub does with each message, and with what is none: tests/live/hub_test.ts.

Deno.test("toMessage() reads each kind with its details, and nothing else", () => {
  const right = [
    ["send", "<p>"],
    ["ask"],
    ["ask", "one process"],
    ["all", "1", "0"],
    ["all", "1", "999999999", "adam", "eve"],
    ["moved", "1", "2", "0"],
    ["moved", "1", "2", "0", "+adam", "-eve"],
    ["beat", "1"],
    ["end"],
  ].map((rest) => ["me", "den", ...rest]);
  const wrong = [
    ["send"],
    ["ask", "a", "b"],
    ["all", "1"],
    ["all", "1", "-1"],
    ["all", "1", "1000000000"],
    ["moved", "1", "2"],
    ["moved", "1", "2", "0", "adam"],
    ["beat"],
    ["beat", "1", "2"],
    ["end", "x"],
    ["toString"],
    [],
    ["send", 5],
  ].map((rest) => ["me", "den", ...rest]);
  const read = (message: unknown) => toMessage(JSON.stringify(message));
  deepStrictEqual(right.map(read), right);
  deepStrictEqual(wrong.map(read), wrong.map(() => undefined));
  deepStrictEqual(["", "x", "5", "{}", "null"].map(toMessage), Array(5).fill(undefined));
});
