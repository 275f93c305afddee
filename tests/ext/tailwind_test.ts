import { Div, H1 } from "@fasthtml/fasthtml";
import { classNames, tailwind } from "@fasthtml/fasthtml/ext/tailwind";
import { deepStrictEqual, match, notStrictEqual, strictEqual, throws } from "node:assert";
import { get } from "node:http";
import { brotliDecompressSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { headsOf, logged, newApp, read } from "../http/_app.ts";
import { freePort } from "../_port.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";

const root = new URL("../../", import.meta.url);
const config = `--config=${fileURLToPath(new URL("deno.json", root))}`;
const LINK = /<link rel="stylesheet" href="([^"]*\/tailwind\.[0-9a-f]{12}\.css)">/;

const daisyui = () => import("daisyui");

/** A sheet of names alone. */
const sheetOf = (...safelist: string[]) => tailwind({ folder: false, safelist });

/** The path of the sheet that a page links to. */
async function linkOf(page: Response | Promise<Response>): Promise<string> {
  return LINK.exec(await (await page).text())?.[1] ?? "no link";
}

Deno.test("a page links to a sheet with the rules of its names, which browsers keep for ever", async () => {
  const sheet = sheetOf("flex", "md:grid-cols-[1fr_2fr] no-such-name");
  const { app, rt } = newApp({ hdrs: [sheet] });
  rt("/", () => H1("Hi", { cls: "flex" }));
  const link = await linkOf(app.request("/"));
  strictEqual(link, sheet.url());
  const { status, headers, text } = await read(app.request(link));
  deepStrictEqual([status, headers.get("content-type"), headers.get("cache-control")], [
    200,
    "text/css; charset=utf-8",
    "public, max-age=31536000, immutable",
  ]);
  deepStrictEqual(text.match(/^\.\S+/gm), [".flex", ".md\\:grid-cols-\\[1fr_2fr\\]"]);
  const again = { headers: { "if-none-match": headers.get("etag")! } };
  strictEqual((await app.request(link, again)).status, 304);
});

Deno.test("the URL of a sheet changes with its names, css, plugins and version, and with no order", () => {
  const at = (options: object) => tailwind({ folder: false, ...options }).url();
  const plain = at({ safelist: ["flex", "grid"] });
  strictEqual(at({ safelist: ["grid flex", "flex"] }), plain);
  const others = [
    { safelist: ["flex"] },
    { safelist: ["flex", "grid"], css: "a { b: c }" },
    { safelist: ["flex", "grid"], plugins: { daisyui } },
    { safelist: ["flex", "grid"], plugins: { daisyui }, version: "1" },
    { safelist: ["flex", "grid"], plugins: { daisyui }, version: "2" },
    { safelist: ["flex", "grid"], version: "2" },
  ].map(at);
  strictEqual(new Set([plain, ...others]).size, 7);
});

Deno.test("a sheet is served below the base path, and by the application that is mounted", async () => {
  const { app, rt } = newApp({ basePath: "/base", hdrs: [sheetOf("flex")] });
  const inner = newApp({ hdrs: [sheetOf("grid")] });
  rt("/", () => H1("outer"));
  inner.rt("/", () => H1("inner"));
  app.mount("/shop", inner.app);
  const outerLink = await linkOf(app.request("/"));
  const innerLink = await linkOf(app.request("/shop/"));
  match(outerLink, /^\/base\/_fasthtml\//);
  match(innerLink, /^\/base\/shop\/_fasthtml\//);
  match((await read(app.request(outerLink.slice("/base".length)))).text, /^\.flex/m);
  match((await read(app.request(innerLink.slice("/base".length)))).text, /^\.grid/m);
});

Deno.test("a hundred first requests at once compile once", async () => {
  let times = 0;
  const counted = () => (times++, import("daisyui"));
  const plugins = { daisyui: counted };
  const sheet = tailwind({ folder: false, safelist: ["btn"], plugins });
  const { app, rt } = newApp({ hdrs: [sheet] });
  rt("/", () => "x");
  const all = await Promise.all(
    Array.from({ length: 100 }, async () => (await app.request(sheet.url())).text()),
  );
  deepStrictEqual([new Set(all).size, times, all[0]!.includes(".btn {")], [1, 1, true]);
});

Deno.test("a mistake in css is a 500 of the sheet, and of no page", async () => {
  const sheet = tailwind({ folder: false, css: "a {" });
  const { app, rt } = newApp({ hdrs: [sheet] });
  rt("/", () => "x");
  const log = await logged(async () => {
    const all = [await app.request("/"), await app.request(sheet.url())];
    deepStrictEqual(all.map(({ status }) => status), [200, 500]);
  });
  match(
    headsOf(log).join(),
    /Cannot make the style sheet: css, line 1, column 1: Missing closing }/,
  );
});

Deno.test("classNames() finds the names in folders, sorted, which a safelist takes again", async () => {
  await using folder = await tempFolder();
  await using other = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.ts`, "f('p-2 before:content-[\\'x\\']')");
  await Deno.writeTextFile(`${other.path}/b.ts`, 'f("m-1 p-2")');
  const url = new URL(`file://${other.path}/`);
  const all = classNames({ folder: [folder.path, url], safelist: ["flex grid"] });
  deepStrictEqual(all.filter((name) => /^(flex|grid|[mp]-\d)$|content-\['x'\]$/.test(name)), [
    "before:content-['x']",
    "flex",
    "grid",
    "m-1",
    "p-2",
  ]);
  deepStrictEqual(classNames({ folder: false, safelist: all }), all);
  deepStrictEqual(classNames({ folder: url.href }), ["m-1", "p-2"]);
});

Deno.test("mistakes in options are told", () => {
  const away = () => Promise.resolve({});
  const cases: [run: () => unknown, message: string][] = [
    [
      () => tailwind({ ...{ folders: "a" } as object }),
      'Cannot style pages by Tailwind: unknown option "folders", expected folder',
    ],
    [
      () => tailwind({ css: Promise.resolve("") as unknown as string }),
      'Cannot style pages by Tailwind: css is Promise { "" }, expected a text',
    ],
    [
      () => tailwind({ folder: false, safelist: "flex" as unknown as string[] }),
      'Cannot find class names: safelist is "flex", expected a list of texts',
    ],
    [
      () => tailwind({ folder: false, plugins: { own: away } }),
      'Cannot use plugin "own": no version in ()=>Promise.resolve({}), expected ' +
      '() => import("own") with a package of the import map, or the option version',
    ],
    [
      () => tailwind({ folder: false, plugins: { own: () => import("./tailwind_test.ts") } }),
      'Cannot use plugin "own": no version in ()=>import("./tailwind_test.ts"), expected ' +
      '() => import("own") with a package of the import map, or the option version',
    ],
  ];
  for (const [run, message] of cases) throws(run, { name: "TypeError", message });
});

/** A program in a folder of its own, whose names are in two files and in a page that it makes. */
const MAIN = `
import { Div, fastApp, serve } from "${root}mod.ts";
import { tailwind } from "${root}ext/tailwind.ts";
import { card } from "./parts/card.ts";
const daisyui = () => (console.log("plugin loaded"), import("daisyui"));
const { app, rt } = fastApp({ pico: false, hdrs: [tailwind(OPTIONS)], MORE });
rt("/", { size: 2 }, ({ size }) => Div({ cls: \`p-3 mt-\${size}\` }, card()));
`;
const CARD = `import { Div } from "${root}mod.ts";
// class names such as "m-9" in a comment do not count
export const card = () => Div({ cls: "card max-w-[40ch]" });`;

async function writeProgram(
  folder: string,
  { options = "", more = "", end = "serve(app);" } = {},
): Promise<string> {
  await Deno.mkdir(`${folder}/parts`, { recursive: true });
  await Deno.writeTextFile(`${folder}/parts/card.ts`, CARD);
  const main = MAIN.replace("OPTIONS", options).replace("MORE", more) + end;
  await Deno.writeTextFile(`${folder}/main.ts`, main);
  return `${folder}/main.ts`;
}

Deno.test("a served program has the names of its folder, compiled before a client asks, and sends brotli", async () => {
  await using folder = await tempFolder();
  const main = await writeProgram(folder.path, { options: "{ plugins: { daisyui } }" });
  await using program = await startProgram(["run", "-A", config, main]);
  await until(30, "compiled", () => program.printed().includes("plugin loaded"));
  const link = await linkOf(fetch(program.origin));
  const { headers, body } = await new Promise<{ headers: object; body: Uint8Array }>((resolve) =>
    get(
      program.origin + link,
      { headers: { "accept-encoding": "br" }, agent: false },
      (response) => {
        const parts: Uint8Array[] = [];
        response.on("data", (part: Uint8Array) => parts.push(part));
        response.on("end", () => {
          const body = new Uint8Array(parts.flatMap((part) => [...part]));
          resolve({ headers: response.headers, body });
        });
      },
    )
  );
  const { "content-encoding": encoding, vary } = headers as Record<string, string>;
  deepStrictEqual([encoding, /accept-encoding/i.test(vary!)], ["br", true]);
  const css = new TextDecoder().decode(brotliDecompressSync(body));
  const rules = [".p-3 {", ".card {", ".max-w-\\[40ch\\] {", ".m-9 {"];
  deepStrictEqual(rules.map((rule) => css.includes(rule)), [true, true, true, false]);
  strictEqual(program.printed().split("plugin loaded").length, 2);
});

Deno.test("all workers of deno serve --parallel have one URL, as have all processes", async () => {
  await using folder = await tempFolder();
  const more = "before: () => console.log(`in ${Deno.pid} ${Math.random()}`)";
  const end = "export default app;";
  const main = await writeProgram(folder.path, { more, end });
  const links = new Set<string>();
  for (let process = 0; process < 2; process++) {
    const port = await freePort();
    const args = ["serve", "-A", "--parallel", `--port=${port}`, "--host=127.0.0.1", config, main];
    await using _program = await startProgram(args, { env: { DENO_JOBS: "2", PORT: `${port}` } });
    for (let i = 0; i < 10; i++) {
      const headers = { connection: "close" };
      const link = await linkOf(fetch(`http://127.0.0.1:${port}/`, { headers }));
      links.add(link);
      const sheet = await fetch(`http://127.0.0.1:${port}${link}`, { headers });
      match(await sheet.text(), /\.max-w-\\\[40ch\\\] \{/);
    }
  }
  strictEqual(links.size, 1);
  match([...links][0]!, /^\/_fasthtml\/tailwind\./);
});

Deno.test("without permission: a program that lists its names runs, another is told what it needs", async () => {
  await using folder = await tempFolder();
  const end = 'console.log((await (await app.request("/")).text()).length > 0, ' +
    "(await (await app.request(app.hdrs[0].url())).text()).includes('.p-3'));";
  const run = async (options: string) => {
    const main = await writeProgram(folder.path, { options, end });
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--no-check", "-q", config, main],
      env: { NO_COLOR: "1", FASTHTML_LOG: "off" },
    }).output();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  };
  strictEqual(await run('{ folder: false, safelist: ["p-3"] }'), "true true\n");
  match(await run(""), /Requires read access to .*--allow-read/);
});

Deno.test("a mistake in css ends the start of a program, with the line", async () => {
  await using folder = await tempFolder();
  const main = await writeProgram(folder.path, { options: "{ css: '\\na { b c }' }" });
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", config, main],
    env: { NO_COLOR: "1", HOST: "127.0.0.1", PORT: "0" },
  }).output();
  strictEqual(code, 1);
  match(
    new TextDecoder().decode(stderr),
    /SyntaxError: Cannot make the style sheet: css, line 2, column 5: Invalid declaration: `b c`/,
  );
});

Deno.test("in development a changed file adds its names, and a name that is put together is told", async () => {
  await using folder = await tempFolder();
  const more = "live: true";
  const main = await writeProgram(folder.path, { more });
  await using program = await startProgram(["run", "-A", config, main], { cwd: folder.path });
  const { origin } = program;
  const before = await linkOf(fetch(`${origin}/?size=7`));
  await until(30, "the warning", () => program.printed().includes('no rule for "mt-7" of GET /'));
  await Deno.writeTextFile(
    `${folder.path}/parts/card.ts`,
    CARD.replace("max-w-[40ch]", "max-w-[41ch]"),
  );
  let link = before;
  await until(60, "the new sheet", async () => {
    link = await linkOf(fetch(origin).catch(() => new Response()));
    return link !== before && link !== "no link";
  });
  const css = await (await fetch(origin + link)).text();
  deepStrictEqual([css.includes("41ch"), css.includes("40ch")], [true, false]);
  await writeProgram(folder.path, { more, options: "{ css: 'a { b c }' }" });
  await until(60, "the page of the mistake", async () => {
    const page = await fetch(origin).then((page) => page.text()).catch(() => "");
    return page.includes("The program does not start") && page.includes("css, line 1, column 5");
  });
});

Deno.test("a folder of five hundred files is read", async () => {
  await using folder = await tempFolder();
  for (let i = 0; i < 500; i++) {
    Deno.writeTextFileSync(`${folder.path}/${i}.ts`, `export const a = Div({ cls: "p-${i}" });`);
  }
  const sheet = tailwind({ folder: folder.path });
  const { app } = newApp({ hdrs: [sheet] });
  const { text } = await read(app.request(sheet.url()));
  strictEqual(text.match(/^\.p-\d+ \{/gm)!.length, 500);
  notStrictEqual(tailwind({ folder: folder.path, safelist: ["m-1"] }).url(), sheet.url());
});

Deno.test("a fragment for htmx has no link, and the sheet its names", async () => {
  const { app, rt } = newApp({ hdrs: [sheetOf("size-5")] });
  rt("/", () => Div({ cls: "size-5" }));
  const headers = { "hx-request": "true" };
  strictEqual(
    await (await app.request("/", { headers })).text(),
    '<div class="size-5"></div>',
  );
});
