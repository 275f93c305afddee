import { cookie, HttpHeader } from "@fasthtml/fasthtml";
import { deepStrictEqual, throws } from "node:assert";
import { toAttachment } from "../../lib/http/headers.ts";
import { newApp } from "./_app.ts";

Deno.test("HttpHeader rejects what would end or break a header", () => {
  for (const value of ["a\r\nb: c", "a\nb", "a\0", "€"]) {
    throws(() => new HttpHeader("X-A", value), /expected one line of Latin-1/);
  }
  throws(() => new HttpHeader("X A", "b"), /name "X A", expected a token/);
});

Deno.test("HttpHeader takes every token as its name, and any line of Latin-1 as its value", () => {
  const name = "!#$%&'*+.^_`|~aZ09-";
  deepStrictEqual({ ...new HttpHeader(name, "\t ~\x80ÿ") }, { name, value: "\t ~\x80ÿ" });
  deepStrictEqual([1.5, true, ""].map((value) => new HttpHeader("a", value).value), [
    "1.5",
    "true",
    "",
  ]);
  for (const bad of ["", "a b", "a:", "a\n", "é", "(a)", "a/b", '"a"']) {
    throws(() => new HttpHeader(bad, "x"), {
      name: "TypeError",
      message: `Cannot make a header: name ${JSON.stringify(bad)}, expected a token`,
    });
  }
  const control = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).concat("\x7f");
  for (const char of control.filter((char) => char !== "\t")) {
    throws(() => new HttpHeader("a", `x${char}`), {
      name: "TypeError",
      message: `Cannot make header "a": value ${JSON.stringify(`x${char}`)}, ` +
        "expected one line of Latin-1",
    });
  }
});

Deno.test("HttpHeader quotes no more of a bad value than 80 characters", () => {
  throws(() => new HttpHeader("a", `${"x".repeat(500)}\n`), {
    message: `Cannot make header "a": value "${"x".repeat(80)}", expected one line of Latin-1`,
  });
});

Deno.test("a list of HttpHeader is as many headers beside the content, also several of one name", async () => {
  const { app, rt } = newApp();
  const headers = [["x-a", "1"], ["x-b", "2"]].map(([name, value]) =>
    new HttpHeader(name!, value!)
  );
  rt("/", () => ["x", [...headers, cookie("c", "3"), cookie("d", "4")]]);
  const response = await app.request("/");
  deepStrictEqual([response.headers.get("x-a"), response.headers.get("x-b")], ["1", "2"]);
  deepStrictEqual(response.headers.getSetCookie().map((text) => text.split(";")[0]), [
    "c=3",
    "d=4",
  ]);
});

const NAMES: [filename: string, header: string][] = [
  ["a.txt", "a.txt"],
  ["a b.txt", "a%20b.txt"],
  ["ü'(*).txt", "%C3%BC%27(*).txt"],
  ['"; filename=evil.exe', "%22%3B%20filename%3Devil.exe"],
  ["a\r\nb: c", "a%0D%0Ab%3A%20c"],
  ["../../x", "..%2F..%2Fx"],
];

Deno.test("toAttachment() writes any name so that it ends no header", () => {
  deepStrictEqual(
    NAMES.map(([name]) => ({ ...toAttachment(name) })),
    NAMES.map(([, encoded]) => ({
      name: "content-disposition",
      value: `attachment; filename*=UTF-8''${encoded}`,
    })),
  );
});
