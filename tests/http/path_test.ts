import { throws } from "node:assert";
import { newApp } from "./_app.ts";

const MISTAKES: [path: string, message: RegExp][] = [
  ["x", /no slash at the start, expected "\/x"/],
  ["/x?y", /expected a path alone/],
  ["/user/:id", /^SyntaxError: Cannot add route "\/user\/:id": ":id", expected \{id\}$/],
  ["/{a}/{a}", /"a" twice/],
  ["/{a", /a brace on its own/],
  ["/{1a}", /parameter "1a"/],
  ["/{a:nope}", /converter "nope", expected one of str, int/],
];

Deno.test("parsePath() rejects a malformed path at registration", () => {
  const { rt } = newApp();
  for (const [path, message] of MISTAKES) throws(() => rt(path, () => ""), message);
});
