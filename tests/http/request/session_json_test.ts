import { throws } from "node:assert";
import { checkJson } from "../../../lib/http/request/session_json.ts";

const EXPECTED = ", expected what JSON holds: text, finite numbers, true, false, null, lists and " +
  "plain objects of these";

Deno.test("checkJson() takes what comes back from JSON as it was", () => {
  checkJson({});
  checkJson(Object.assign(Object.create(null), { a: [1, "", false, null, [], {}], b: undefined }));
});

Deno.test("checkJson() names the first value that JSON would lose or change", () => {
  const wrong: [object: object, found: string][] = [
    [{ a: 1, b: 2n, c: 3n }, ".b: bigint"],
    [{ a: { b: [[new URL("https://a")]] } }, ".a.b[0][0]: URL"],
    [{ a: new Uint8Array(1) }, ".a: Uint8Array"],
    [{ a: -Infinity }, ".a: -Infinity"],
    [{ a: [, 1] }, ".a[0]: undefined"], // deno-lint-ignore no-sparse-arrays
  ];
  for (const [object, found] of wrong) {
    throws(() => checkJson(object), { message: `Cannot keep session${found}${EXPECTED}` }, found);
  }
});

Deno.test("checkJson() takes 64 levels, and no more", () => {
  const nest = (levels: number): object => levels === 0 ? {} : { a: nest(levels - 1) };
  checkJson(nest(64));
  throws(() => checkJson(nest(65)), {
    message: `Cannot keep session${".a".repeat(65)}: more than 64 levels${EXPECTED}`,
  });
});

Deno.test("checkJson() names the place where a value is inside itself", () => {
  const cart: Record<string, unknown> = { shared: { a: 1 } };
  cart.lines = [cart.shared, { of: cart }];
  throws(() => checkJson({ user: 1, cart }), {
    message: `Cannot keep session.cart.lines[1].of: a circle${EXPECTED}`,
  });
  const list: unknown[] = [];
  list.push(list);
  throws(() => checkJson({ list }), {
    message: `Cannot keep session.list[0]: a circle${EXPECTED}`,
  });
  checkJson({ one: cart.shared, two: cart.shared });
});
