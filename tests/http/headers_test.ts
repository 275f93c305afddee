import { HttpHeader } from "@fasthtml/fasthtml";
import { throws } from "node:assert";

Deno.test("HttpHeader rejects what would end or break a header", () => {
  for (const value of ["a\r\nb: c", "a\nb", "a\0", "€"]) {
    throws(() => new HttpHeader("X-A", value), /expected one line of Latin-1/);
  }
  throws(() => new HttpHeader("X A", "b"), /expected a token as its name/);
});
