import { deepStrictEqual, strictEqual } from "node:assert";
import { detail, newApp } from "./_app.ts";
import { bindEach, type Table } from "./_bind.ts";
import { END, part, post } from "./_upload.ts";

Deno.test("toField() reads a list, from a name that is sent once, twice or with []", async () => {
  const table: Table = [
    ["a=1", [1]],
    ["a=1&a=2", [1, 2]],
    ["a%5B%5D=1&a%5B%5D=2", [1, 2]],
    ["", []],
    ["a=1&a=x", [400, 'Cannot read "a": received ["1","x"], expected a list, each a number']],
  ];
  deepStrictEqual(await bindEach([Number], table), table);
});

Deno.test("toField() reads the last of a repeated scalar", async () => {
  const table: Table = [["a=1&a=2", 2]];
  deepStrictEqual(await bindEach(Number, table), table);
});

Deno.test("toField() reads a literal as type and default", async () => {
  const number: Table = [["", 7], ["a=", 7], ["a=1", 1]];
  deepStrictEqual(await bindEach(7, number), number);
  const text: Table = [["", "x"], ["a=", ""], ["a=y", "y"]];
  deepStrictEqual(await bindEach("x", text), text);
  const truth: Table = [["", true], ["a=off", false], ["a=", false]];
  deepStrictEqual(await bindEach(true, truth), truth);
  const nothing: Table = [["", null], ["a=x", "x"]];
  deepStrictEqual(await bindEach(null, nothing), nothing);
});

Deno.test("toField() takes a function as what makes the default, or reads the text", async () => {
  const made: Table = [["", 42], ["a=1", 1], ["a=", 42]];
  deepStrictEqual(await bindEach(() => 41 + 1, made), made);
  const read: Table = [["a=abc", "ABC"]];
  deepStrictEqual(await bindEach((text: string) => text.toUpperCase(), read), read);
});

Deno.test("toField() reads one file, and a list of files", async () => {
  const { app, rt } = newApp();
  rt.post("/one", { f: File, title: "" }, ({ f, title }) => `${title} ${f.name}`);
  rt.post("/all", { fs: [File] }, ({ fs }) => fs.map(({ name }) => name).join());
  const body = part("f", "1", '; filename="a"') + part("title", "T") + END;
  strictEqual(await (await app.request("/one", post(body))).text(), "T a");
  const list = part("fs", "1", '; filename="a"') + part("fs", "2", '; filename="b"') + END;
  strictEqual(await (await app.request("/all", post(list))).text(), "a,b");
  strictEqual(await (await app.request("/all", post(END))).text(), "");
  deepStrictEqual(await detail(app.request("/one", post(part("f", "text") + END))), [
    400,
    'Cannot read "f": received "text", expected a file',
  ]);
});
