import { deepStrictEqual, strictEqual } from "node:assert";
import {
  addFrames,
  captureSite,
  foldFrames,
  showFrames,
  toFrames,
  toOwnFrames,
} from "../lib/stack.ts";

const LIBRARY = import.meta.resolve("../lib/"), EXTENSIONS = import.meta.resolve("../ext/");

/** An error with these frames. */
function errorAt(...places: string[]): Error {
  const stack = ["Error: x", ...places.map((place) => `    at ${place}`)].join("\n");
  return Object.assign(new Error("x"), { stack });
}

Deno.test("toFrames() tells the program's frames from those of the library, packages and Deno", () => {
  const places = {
    "index (file:///app/main.ts:3:5)": ["file:///app/main.ts", 3, 5, true],
    "async file:///app/a b (é).ts:10:1": ["file:///app/a b (é).ts", 10, 1, true],
    [`render (${LIBRARY}html/ft.ts:1:1)`]: [`${LIBRARY}html/ft.ts`, 1, 1, false],
    [`svg (${EXTENSIONS}svg.ts:1:1)`]: [`${EXTENSIONS}svg.ts`, 1, 1, false],
    "f (file:///app/node_modules/zod/index.js:1:1)": [
      "file:///app/node_modules/zod/index.js",
      1,
      1,
      false,
    ],
    "f (file:///cache/npm/registry.npmjs.org/zod/1.0.0/index.js:1:1)": [
      "file:///cache/npm/registry.npmjs.org/zod/1.0.0/index.js",
      1,
      1,
      false,
    ],
    "f (https://jsr.io/@fasthtml/fasthtml/1.0.0/lib/html/ft.ts:1:1)": [undefined, NaN, NaN, false],
    "Array.map (<anonymous>)": [undefined, NaN, NaN, false],
    "ext:core/01_core.js:1:1": [undefined, NaN, NaN, false],
  };
  deepStrictEqual(
    toFrames(errorAt(...Object.keys(places))).map((
      { url, line, column, isOwn },
    ) => [url, line, column, isOwn]),
    Object.values(places),
  );
});

Deno.test("toFrames() takes no lines of a message for frames", () => {
  const forged = "x\n    at forged (file:///etc/passwd:1:1)";
  const own = import.meta.url;
  deepStrictEqual(toFrames(new Error(forged)).filter(({ isOwn }) => isOwn)[0]?.url, own);
  const changed = new Error(forged);
  void changed.stack; // written when it is read first
  changed.message = "changed";
  deepStrictEqual(toFrames(changed), []);
});

Deno.test("captureSite() notes the line that called it, and leaves V8's limit", () => {
  const { stackTraceLimit } = Error;
  const make = () => captureSite();
  const [first] = toOwnFrames(make());
  strictEqual(first?.url, import.meta.url);
  strictEqual(first.text.startsWith("    at make (file:"), true);
  strictEqual(Error.stackTraceLimit, stackTraceLimit);
});

Deno.test("addFrames() puts lines after the frames that threw, and before the library's", () => {
  const thrown = "own (file:///app/a.ts:1:1)", called = `render (${LIBRARY}html/ft.ts:1:1)`;
  const outer = "main (file:///app/main.ts:1:1)", line = "    at made (file:///app/b.ts:1:1)";
  const stackOf = (...places: string[]) => {
    const error = errorAt(...places);
    addFrames(error, [line]);
    return error.stack?.split("\n").map((text) => text.replace("    at ", ""));
  };
  const made = line.replace("    at ", "");
  deepStrictEqual(stackOf(thrown, called, outer), ["Error: x", thrown, made, called, outer]);
  deepStrictEqual(stackOf(called, outer), ["Error: x", made, called, outer]);
  deepStrictEqual(stackOf(thrown), ["Error: x", thrown, made]);
  class Fixed extends Error {
    override get stack() {
      return "fixed";
    }
  }
  const fixed = Object.create(Fixed.prototype) as Error;
  addFrames(fixed, [line]);
  strictEqual(fixed.stack, "fixed");
});

Deno.test("showFrames() shows all frames, and the program's alone once others are folded", () => {
  const own = "index (file:///app/main.ts:3:5)", others = ["ext:core/01_core.js:1:1", "f (x:1:1)"];
  const all = [others[0]!, own, others[1]!];
  const lines = (...places: string[]) => places.map((place) => `    at ${place}`);
  deepStrictEqual(showFrames(errorAt(...all)), lines(...all));
  foldFrames();
  deepStrictEqual(showFrames(errorAt(...all)), [
    ...lines(own),
    "    and 2 of FastHTML, packages and Deno",
  ]);
  deepStrictEqual(showFrames(errorAt(own)), lines(own));
  deepStrictEqual(showFrames(errorAt(...others)), lines(...others));
});
