import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { connectIfUp } from "../_connect.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import { openBrowser } from "./_browser.ts";

const root = new URL("../../", import.meta.url);
const config = `--config=${fileURLToPath(new URL("deno.json", root))}`;

const source = (text: string, options = "live: true") => `
import { fastApp, Div, Form, Input, Link, serve, Textarea, Titled } from "${root}mod.ts";
const { app, rt } = fastApp({ hdrs: Link({ rel: "stylesheet", href: "/own.css" }), ${options} });
rt("/", () => Titled("Live", Div("${text}", { id: "text" }),
  Form(Input({ name: "a" }), Input({ name: "b", type: "checkbox" }), Textarea({ name: "c" })),
  Div({ style: "height: 3000px" })));
serve(app);
`;

interface Story {
  /** A page that has heard from the program, so that it will know another one. */
  page: Page;
  program: Program;
  /** Writes the program anew. */
  write(text: string): Promise<void>;
  folder: string;
}

/** Runs a program of its own folder, which the story changes while a browser looks. */
function reloadTest(
  name: string,
  { needs = [], args, options, env, main }: {
    needs?: string[];
    args: string[];
    options?: string;
    /** The program; without it, one with a few fields. */
    main?: string;
    env?: () => Record<string, string>;
  },
  story: (story: Story) => Promise<void>,
): void {
  const needed = needing(["chromium", ...needs], name);
  Deno.test({ ...needed, sanitizeOps: false, sanitizeResources: false }, async () => {
    await using folder = await tempFolder();
    const { path } = folder;
    await Deno.mkdir(`${path}/static`);
    await Deno.writeTextFile(`${path}/static/own.css`, "#text { color: rgb(1, 1, 1) }");
    const write = (text: string) => Deno.writeTextFile(`${path}/main.ts`, text);
    await write(main ?? source("one", options));
    const all = ["run", "-A", config, ...args, `${path}/main.ts`];
    // Under --watch, Deno outlives a program that ends by itself: disposing kills it.
    await using program = await startProgram(all, { cwd: path, env: env?.() });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await visit(page, program.origin);
      await story({ page, program, write, folder: path });
    } finally {
      await browser.close();
    }
  });
}

/** Opens the page, and waits until the program has told it which one it is, and looks after files. */
async function visit(page: Page, origin: string): Promise<void> {
  const told = Promise.withResolvers<void>();
  page.once("websocket", (socket) => socket.once("framereceived", () => told.resolve()));
  await page.goto(origin);
  await within(30, "the program's first message", told.promise);
}

reloadTest(
  "fastApp({ live: true }) shows a change, and keeps scroll and input",
  { args: [] },
  async ({ page, write }) => {
    await type(page);
    await write(source("two"));
    await keeps(page);
  },
);

reloadTest(
  "deno run --watch shows a change, and keeps scroll and input",
  { args: ["--watch"], options: "", env: () => ({ PORT: `${freePort()}` }) },
  async ({ page, program, write }) => {
    await type(page);
    // Deno does not say when it begins to look after the file: it is written until Deno has seen it.
    await until(60, "Deno's word of a change", async () => {
      await write(source("two", ""));
      await new Promise((resolve) => setTimeout(resolve, 500)); // Deno waits for a pause of 200 ms
      return /File change detected/.test(program.printed());
    });
    await keeps(page);
  },
);

async function type(page: Page): Promise<void> {
  await page.locator("[name=a]").fill("typed");
  await page.locator("[name=b]").check();
  await page.locator("[name=c]").fill("long text");
  await page.evaluate("scrollTo(0, 500); globalThis.same = true");
}

/** Waits for the new text, and compares what {@linkcode type} has done to the page. */
async function keeps(page: Page): Promise<void> {
  await page.locator("#text", { hasText: "two" }).waitFor();
  deepStrictEqual(
    await page.evaluate(`[same, scrollY, document.forms[0].a.value, document.forms[0].b.checked,
      document.forms[0].c.value]`),
    [true, 500, "typed", true, "long text"],
  );
}

reloadTest(
  "live reload changes styles without the page",
  { args: [] },
  async ({ page, folder }) => {
    await page.evaluate("globalThis.same = true");
    await Deno.writeTextFile(`${folder}/static/own.css`, "#text { color: rgb(2, 2, 2) }");
    await page.waitForFunction(
      `getComputedStyle(document.querySelector("#text")).color === "rgb(2, 2, 2)"`,
    );
    strictEqual(await page.evaluate("same"), true);
  },
);

reloadTest("live reload shows why the program does not start", { args: [] }, async (story) => {
  const { page, write } = story;
  await page.locator("[name=a]").fill("typed");
  await write("const = this is no program");
  const error = page.locator("#fh-error dialog");
  await error.waitFor();
  match(
    await error.innerText(),
    /^Close\s+The program does not start\s+error: SyntaxError: Unexpected token/,
  );
  const baseURL = new URL(page.url()).origin;
  const other = await page.context().browser()!.newPage({ baseURL });
  strictEqual((await other.goto("/"))!.status(), 500);
  match(await other.locator("body").innerText(), /^The program does not start\n/);
  await write(source("three"));
  await page.locator("#text", { hasText: "three" }).waitFor();
  await other.locator("#text", { hasText: "three" }).waitFor();
  strictEqual(await error.count(), 0);
  strictEqual(await page.locator("[name=a]").inputValue(), "typed");
});

/** A page with all that a user can fill in, choose, open and scroll; `round` changes its defaults. */
const toForm = (round: string, { options = "live: true", more = "" } = {}) => `
import { fastApp, Button, Details, Dialog, Div, Form, Input, Optgroup, Option, P, Script, Select,
  serve, Summary, Textarea, Titled } from "${root}mod.ts";
const { app, rt } = fastApp({ ${options} });
let clicks = 0;
rt.post("/click", () => P(String(++clicks), { id: "clicks" }));
const choices = (...names) => names.map((name) => Option(name, { value: name }));
rt("/", () => {
  return Titled("Live", P("${round}", { id: "text" }), ${more || `""`},
    Form(
      Input({ name: "text", value: "default ${round}" }), Textarea("default ${round}", { name: "area" }),
      Select(choices("a", "b", "c"), { name: "one" }),
      Select(choices("a", "b", "c"), { name: "many", multiple: true }),
      Input({ name: "check", type: "checkbox" }), Input({ name: "off", type: "checkbox", checked: true }),
      ["x", "y", "z"].map((value) => Input({ name: "radio", type: "radio", value, checked: value === "x" })),
      Input({ name: "untouched", value: "default ${round}" }),
    ),
    Div("rich ${round}", { contenteditable: "true", role: "textbox" }),
    Details(Summary("More"), "opened ${round}"), Details(Summary("Less"), "closed", { open: true }),
    Dialog(P("a dialog ${round}"), Input({ name: "inside" })),
    Div(Div({ style: "height: 900px" }), { style: "height: 90px; overflow: auto", cls: "inner" }),
    Button("Click", { hx_post: "/click", hx_target: "#clicks", hx_swap: "outerHTML" }), P({ id: "clicks" }),
    Div({ style: "height: 3000px" }));
});
serve(app);
`;

/** Fills in the page of {@linkcode toForm}. */
async function fillIn(page: Page): Promise<void> {
  for (const name of ["text", "area", "inside"]) {
    await page.locator(`[name=${name}]`).evaluate((field, name) => {
      Object.assign(field, { value: `typed ${name}` });
    }, name);
  }
  await page.locator("[name=one]").selectOption("b");
  await page.locator("[name=many]").selectOption(["a", "c"]);
  await page.locator("[name=check]").check();
  await page.locator("[name=off]").uncheck();
  await page.locator("[name=radio][value=z]").check();
  await page.locator("[contenteditable]").fill("typed rich");
  await page.locator("summary", { hasText: "More" }).click();
  await page.locator("summary", { hasText: "Less" }).click();
  await page.evaluate(`document.querySelector(".inner").scrollTop = 123;
    document.querySelector("dialog").show();
    const text = document.querySelector("[name=text]");
    text.focus();
    text.setSelectionRange(2, 5, "backward");
    scrollTo(0, 400);`);
}

/** What {@linkcode fillIn} has done to the page. */
const FILLED = {
  values: ["typed text", "typed area", "typed inside"],
  chosen: [["b"], ["a", "c"], [true, false], "z"],
  rich: "typed rich",
  open: [true, false, true],
  scrolled: [123, 400],
  focus: ["text", 2, 5],
};

async function readFilled(page: Page): Promise<unknown> {
  return await page.evaluate(() => {
    // deno-lint-ignore no-explicit-any -- runs in the browser, whose types are not those of Deno
    const { document, scrollY } = globalThis as any;
    const find = (selector: string) => document.querySelector(selector);
    const active = document.activeElement;
    const options = (name: string) =>
      [...find(`[name=${name}]`).selectedOptions].map((option) => option.value);
    return {
      values: ["text", "area", "inside"].map((name) => find(`[name=${name}]`).value),
      chosen: [
        options("one"),
        options("many"),
        [find("[name=check]").checked, find("[name=off]").checked],
        find("[name=radio]:checked").value,
      ],
      rich: find("[contenteditable]").textContent,
      open: [...document.querySelectorAll("details, dialog")].map(({ open }) => open),
      scrolled: [find(".inner").scrollTop, scrollY],
      focus: [active.name, active.selectionStart, active.selectionEnd],
    };
  });
}

for (const htmx of [4, 2]) {
  reloadTest(`live reload keeps all that a user has done, ten times, with htmx ${htmx}`, {
    args: [],
    main: toForm("first", { options: `live: true, htmx: ${htmx}` }),
  }, async ({ page, write }) => {
    await fillIn(page);
    await page.evaluate("globalThis.same = true");
    deepStrictEqual(await readFilled(page), FILLED);
    for (let round = 0; round < 10; round++) {
      await write(toForm(`round ${round}`, { options: `live: true, htmx: ${htmx}` }));
      await page.locator("#text", { hasText: `round ${round}` }).waitFor();
      deepStrictEqual(await readFilled(page), FILLED, `round ${round}`);
    }
    strictEqual(await page.evaluate("globalThis.same"), true);
    strictEqual(await page.locator("[name=untouched]").inputValue(), "default round 9");
    strictEqual(await page.locator("[id*=fh-live]").count(), 0);
    // Morphed again and again, an element still listens once.
    for (const count of ["1", "2"]) {
      await page.evaluate(`document.querySelector("[hx-post]").click()`);
      await page.locator("#clicks", { hasText: count }).waitFor();
    }
  });
}

reloadTest("live reload keeps what a user has done when the browser has to load the page", {
  args: [],
  main: toForm("first"),
}, async ({ page, write }) => {
  await fillIn(page);
  for (const round of ["one", "two"]) {
    const more = `Script("globalThis.script = '${round}'")`;
    // Broken in between: the page is still there, and the browser loads it after.
    await write("const = no program");
    await page.locator("#fh-error dialog").waitFor();
    await write(toForm(round, { more }));
    await page.waitForFunction(`globalThis.script === "${round}"`);
    await page.locator("#text", { hasText: round }).waitFor();
    deepStrictEqual(await readFilled(page), FILLED, round);
  }
});

reloadTest("live reload shows the error of a handler over the page, which stays", {
  args: [],
  main: toForm("first"),
}, async ({ page, write }) => {
  await fillIn(page);
  await write(toForm("broken", { more: `(() => { throw new Error("a mistake") })()` }));
  const error = page.locator("#fh-error dialog");
  await error.waitFor();
  match(await error.innerText(), /\na mistake\n[^]*main\.ts:/);
  strictEqual(await page.locator("#text").innerText(), "first");
  await write(toForm("mended"));
  await page.locator("#text", { hasText: "mended" }).waitFor();
  strictEqual(await error.count(), 0);
  deepStrictEqual(await readFilled(page), FILLED);
});

const toPosted = (round: string) => `
import { Button, fastApp, Form, Input, serve, Titled } from "${root}mod.ts";
const { app, rt } = fastApp({ live: true });
const page = (title) => Titled(title, Form({ method: "post", action: "/add" },
  Input({ name: "text", aria_label: "Text" }), Button("Add")));
rt.get("/", () => page("first"));
rt.post("/add", { text: String }, ({ text }) => page("${round} " + text));
serve(app);
`;

reloadTest("live reload leaves a page alone that answers a form, until the form is sent again", {
  args: [],
  main: toPosted("one"),
}, async ({ page, write }) => {
  const send = async (text: string, heading: string) => {
    await page.getByLabel("Text").fill(text);
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByRole("heading", { name: heading }).waitFor();
  };
  await send("a", "one a");
  const asked = page.waitForResponse((response) => response.status() === 405);
  await write(toPosted("two"));
  await asked;
  await send("b", "two b");
});

/** A program whose page breaks off, or which answers with an error page. */
const toBroken = (title: string, body: string) => `
import { fastApp, P, serve } from "${root}mod.ts";
const { app, rt } = fastApp({ live: true, title: "${title}" });
${body.replaceAll("TITLE", title)}
serve(app);
`;

const STREAM = `rt("/", async function* () {
  yield await Promise.resolve(P("a part"));
  throw new Error("in TITLE");
});`;

reloadTest("live reload loads a page that breaks off, and does not ask for it for ever", {
  args: [],
}, async ({ page, write }) => {
  await write(toBroken("two", STREAM));
  await page.waitForFunction("document.title === 'two'");
  await page.getByRole("dialog", { name: "in two" }).waitFor();
});

const BOOM = `rt("/", () => {
  throw new Error("in TITLE");
});`;

reloadTest("live reload shows on an error page, too, why the program does not start", {
  args: [],
  main: toBroken("one", BOOM),
}, async ({ page, write }) => {
  await page.getByRole("heading", { name: "in one" }).waitFor();
  await write("throw new Error('no start')");
  await page.getByRole("dialog", { name: "The program does not start" }).waitFor();
  await write(toBroken("two", BOOM));
  await page.getByRole("heading", { name: "in two" }).waitFor();
  strictEqual(await page.getByRole("dialog").count(), 0);
});

reloadTest("live reload keeps a text in its field where the fields around it change", {
  args: [],
  main: toForm("first"),
}, async ({ page, write }) => {
  await fillIn(page);
  await write(
    toForm("moved").replace("Form(", `Form(Input({ name: "new" }), Input({ name: "inside2" }),`)
      .replace('Textarea("default moved", { name: "area" })', 'Div(Input({ name: "area" }))'),
  );
  await page.locator("#text", { hasText: "moved" }).waitFor();
  deepStrictEqual(await readFilled(page), FILLED);
  strictEqual(await page.locator("[name=new]").inputValue(), "");
});

reloadTest("live reload keeps what is typed while the page is on its way", {
  args: [],
  main: toForm("first"),
}, async ({ page, write }) => {
  const asked = Promise.withResolvers<void>(), go = Promise.withResolvers<void>();
  await page.route(page.url(), async (route) => {
    const response = await route.fetch();
    asked.resolve();
    await go.promise;
    await route.fulfill({ response });
  });
  await write(toForm("second"));
  await within(60, "the request of the page", asked.promise);
  await fillIn(page);
  go.resolve();
  await page.locator("#text", { hasText: "second" }).waitFor();
  deepStrictEqual(await readFilled(page), FILLED);
});

reloadTest("live reload notices a start before the program's first word, and a socket that hangs", {
  args: [],
  main: toForm("first"),
}, async ({ page, write, program }) => {
  const other = await page.context().browser()!.newPage();
  const go = Promise.withResolvers<void>();
  let sockets = 0;
  await other.routeWebSocket(/_fasthtml\/live/, async (socket) => {
    // The first is accepted, and never says anything.
    if (++sockets === 1) return;
    await go.promise;
    socket.connectToServer();
  });
  await other.goto(program.origin);
  await write(toForm("second"));
  await page.locator("#text", { hasText: "second" }).waitFor();
  strictEqual(await other.locator("#text").innerText(), "first");
  go.resolve();
  await other.locator("#text", { hasText: "second" }).waitFor();
});

reloadTest("live reload says nothing in the console but what the browser says of a closed port", {
  args: [],
  main: toForm("first"),
}, async ({ page, write }) => {
  const problems: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(`uncaught: ${error}`));
  for (const round of ["one", "two", "three"]) {
    await write(toForm(round));
    await page.locator("#text", { hasText: round }).waitFor();
  }
  deepStrictEqual(
    problems.filter((text) => !/ERR_CONNECTION_(REFUSED|RESET)|favicon/.test(text)),
    [],
  );
});

reloadTest("live reload loads pictures and scripts of static/ again, and nothing for other files", {
  args: [],
  main: toForm("first", {
    more: `(Deno.writeTextFileSync("static/made.txt", crypto.randomUUID()), ++clicks,
      Script({ src: "/own.js" })), ObjectTag(String(clicks), { id: "asked" }), Img({ src: "/a.svg" })`,
  }).replace("Button,", "Button, Img, ObjectTag,"),
}, async ({ page, folder }) => {
  const write = (file: string, text: string) =>
    Deno.writeTextFile(`${folder}/static/${file}`, text);
  const toSvg = (width: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="9"></svg>`;
  const asked = () => page.locator("#asked").innerText();
  await write("own.js", "globalThis.own = 1");
  await page.waitForFunction("globalThis.own === 1"); // no word of this change is on its way
  const before = await asked();
  await page.evaluate("globalThis.same = true");
  await write("a.svg", toSvg(11));
  await page.waitForFunction(`document.querySelector("img").naturalWidth === 11`);
  await write("a.svg", toSvg(12));
  await page.waitForFunction(`document.querySelector("img").naturalWidth === 12`);
  // The page itself was not asked for, though each time it is, it writes a file.
  deepStrictEqual([await page.evaluate("same"), await asked()], [true, before]);
  await fillIn(page);
  await write("own.js", "globalThis.own = 2");
  await page.waitForFunction("globalThis.own === 2");
  deepStrictEqual(await readFilled(page), FILLED);
});

reloadTest("live reload works behind a proxy that ends TLS", {
  needs: ["openssl"],
  args: [],
}, async (story) => {
  await using proxy = await startTlsProxy(Number(new URL(story.page.url()).port), story.folder);
  const page = await story.page.context().browser()!.newPage({ ignoreHTTPSErrors: true });
  await visit(page, proxy.origin);
  await page.locator("[name=a]").fill("typed");
  await story.write(source("behind"));
  await page.locator("#text", { hasText: "behind" }).waitFor();
  strictEqual(await page.locator("[name=a]").inputValue(), "typed");
});

/** Hands what comes over TLS on, byte by byte, as a proxy before the program does. */
async function startTlsProxy(port: number, folder: string) {
  const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`];
  const { success } = await new Deno.Command("openssl", {
    args: "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj".split(
      " ",
    )
      .concat("/CN=localhost", "-keyout", key, "-out", cert),
    stderr: "null",
  }).output();
  strictEqual(success, true);
  const listener = Deno.listenTls({
    hostname: "127.0.0.1",
    port: 0,
    key: await Deno.readTextFile(key),
    cert: await Deno.readTextFile(cert),
  });
  const forward = async (client: Deno.Conn) => {
    const program = await connectIfUp(port);
    // While the program starts again, nothing listens: the browser hears so at once.
    if (!program) return client.close();
    // Either side may leave in the middle of what the other one says.
    await Promise.allSettled([
      client.readable.pipeTo(program.writable),
      program.readable.pipeTo(client.writable),
    ]);
  };
  const serving = (async () => {
    for await (const client of listener) forward(client);
  })();
  return {
    origin: `https://127.0.0.1:${(listener.addr as Deno.NetAddr).port}/`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving.catch(() => {}); // closing ends the wait for the next client
    },
  };
}

Deno.test("live reload is off in production, and by default", async () => {
  const script = `const { fastApp, P } = await import("${root}mod.ts");
    const { app, rt } = fastApp({ live: Deno.args[0] === "live" });
    rt("/", () => P("x"));
    const page = await (await app.request("/")).text();
    const socket = await app.request("/_fasthtml/live");
    console.log(/reload/.test(page), socket.status);`;
  const run = async (arg: string, env: Record<string, string>) => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", config, script, arg],
      env,
    }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  strictEqual(await run("live", {}), "true 426");
  strictEqual(await run("live", { DENO_ENV: "production" }), "false 404");
  strictEqual(await run("", {}), "false 404");
});
