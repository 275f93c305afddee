import { fastApp, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { logged } from "../../http/_app.ts";
import { runMain, writeMain } from "../_main.ts";

/** Answers requests as a server does, which no frame of this file has called. */
async function logOf(paths: readonly string[], fetch: Deno.ServeHandler): Promise<string[]> {
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, fetch);
  const lines = await logged(async () => {
    for (const path of paths) {
      await (await globalThis.fetch(`http://127.0.0.1:${server.addr.port}${path}`)).text();
    }
  });
  return lines.map((line) =>
    line.join(" ").replaceAll(import.meta.url, "here").replace(/\d+(?= of Fast)/g, "N")
  );
}

/** The line of this file that has a text. */
function lineOf(text: string): number {
  return Deno.readTextFileSync(new URL(import.meta.url)).split("\n")
    .findIndex((line) => line.includes(text)) + 1;
}

Deno.test("traceErrors() shows the program's frames first, and the route where there are none", async () => {
  const { app, rt } = fastApp({ debug: true, defaultHdrs: false, secretKey: "x".repeat(32) });
  rt("/map", () => new Map() as never); // map
  rt("/user/{id}", function user() {
    throw new Error("broken", { cause: new TypeError("why") }); // thrown
  });
  rt("/p", () => P("fine"));
  const [map, user] = await logOf(["/map", "/user/7", "/p"], app.fetch);
  const at = (text: string) => `here:${lineOf(text)}:`;
  const shown = (log: string | undefined) => log?.replace(/:\d+\)?$/gm, ":").split("\n");
  deepStrictEqual(shown(map), [
    "GET /map: TypeError: Cannot reply: Map, expected elements, text, an object, bytes or a Response",
    `    at the route GET|POST /map (${at("// map")}`,
    "    and N of FastHTML, packages and Deno",
  ]);
  deepStrictEqual(shown(user), [
    "GET /user/7 (user): Error: broken",
    `    at user (${at("// thrown")}`,
    "    and N of FastHTML, packages and Deno",
    "Caused by: TypeError: why",
    `    at user (${at("// thrown")}`,
    "    and N of FastHTML, packages and Deno",
  ]);
});

Deno.test("traceErrors() keeps more frames than V8 does", () => {
  fastApp({ debug: true });
  const deep = (levels: number): Error => levels > 0 ? deep(levels - 1) : new Error("deep");
  strictEqual(deep(30).stack!.match(/at deep/g)?.length, 31);
});

Deno.test("traceErrors() knows the line of an element that is made before the application", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    `import { fastApp, P } from "@fasthtml/fasthtml";
const nav = P(Symbol("no content") as never);
const { app, rt } = fastApp({ debug: true, secretKey: "x".repeat(32) });
rt("/", () => nav);
await app.request("/");`,
  );
  const made = async (env: Record<string, string>) =>
    (await runMain(folder.path, env)).stderr.match(/at <p> made .*/)?.[0];
  strictEqual(
    await made({ FASTHTML_LIVE: "1" }),
    `at <p> made (file://${folder.path}/main.ts:2:13)`,
  );
  strictEqual(await made({ FASTHTML_LIVE: "1", DENO_ENV: "production" }), undefined);
});
