import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isAbsolutePath, toFilePath, toFileUrl, toParent } from "../lib/file_path.ts";

const PATHS = ["/", "/a", "/a b/ä#?%41&\\x.ts", "/tab\tline\nreturn\r", "/%2f", "/a/"];

Deno.test("toFileUrl() and toFilePath() agree with node:url", () => {
  const paths = PATHS.map((path) => resolve(path));
  deepStrictEqual(paths.map(toFileUrl), paths.map((path) => pathToFileURL(path).href));
  deepStrictEqual(paths.map((path) => toFilePath(toFileUrl(path))), paths);
  const own = [import.meta.url, new URL(".", import.meta.url)];
  deepStrictEqual(own.map(toFilePath), own.map((url) => fileURLToPath(url)));
});

Deno.test("toFilePath() rejects what names no file of this machine", () => {
  for (const url of ["https://example.com/a", "data:,a", "file:///a%2fb"]) {
    throws(() => toFilePath(url), {
      name: "TypeError",
      message: `Cannot find a file: found ${url}, expected a file: URL with a path`,
    });
  }
  const isWindows = Deno.build.os === "windows";
  if (!isWindows) throws(() => toFilePath("file://server/a"), /found file:\/\/server\/a, expected/);
});

Deno.test("toFilePath(), toFileUrl() and toParent() know the paths of Windows", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-lock",
      WINDOWS.replaceAll("MODULE", import.meta.resolve("../lib/file_path.ts")),
    ],
  }).output();
  strictEqual(new TextDecoder().decode(stderr), "");
  strictEqual(code, 0);
  deepStrictEqual(JSON.parse(new TextDecoder().decode(stdout)), [
    "C:\\a b\\c.ts",
    "\\\\server\\a\\b",
    "file:///C:/a%20b/c%25.ts",
    ["C:\\a\\", "a/", "C:\\", "."],
    [true, true, true, false, false],
    "Cannot find a file: found file:///a/b, expected a file: URL with a path",
  ]);
});

const WINDOWS = `
Object.defineProperty(Deno, "build", { value: { ...Deno.build, os: "windows" } });
const { isAbsolutePath, toFilePath, toFileUrl, toParent } = await import("MODULE");
const told = (() => { try { return toFilePath("file:///a/b"); } catch ({ message }) { return message; } })();
console.log(JSON.stringify([
  toFilePath("file:///C:/a%20b/c.ts"),
  toFilePath("file://server/a/b"),
  toFileUrl("C:\\\\a b\\\\c%.ts"),
  ["C:\\\\a\\\\b.db", "a/b.db", "C:\\\\b.db", "b.db"].map(toParent),
  ["C:\\\\a", "C:/a", "\\\\a", "a\\\\b", "b"].map(isAbsolutePath),
  told,
]));
`;

Deno.test("toParent() returns the folder of a file", () => {
  const paths = [
    "app.db",
    "data/app.db",
    "./app.db",
    "/app.db",
    "/a/b/app.db",
    "../x/app.db",
    "a\nb/c",
  ];
  deepStrictEqual(
    paths.map((path) => resolve(toParent(path))),
    paths.map((path) => resolve(dirname(path))),
  );
  deepStrictEqual(paths.map(toParent), [".", "data/", "./", "/", "/a/b/", "../x/", "a\nb/"]);
  deepStrictEqual(["/a", "a", "./a", "C:/a"].map(isAbsolutePath), [true, false, false, false]);
});
