import { fastApp, type FastHTMLOptions, P, Style, Title } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, SECRET } from "../http/_app.ts";

const BARE: FastHTMLOptions = { defaultHdrs: false, secretKey: SECRET, staticPath: "/nowhere" };

Deno.test("fastApp() joins the lists of two options, those of the library first", async () => {
  const ran: string[] = [];
  const note = (text: string) => () => void ran.push(text);
  const { app, rt } = fastApp({
    ...BARE,
    hdrs: Style("library"),
    ftrs: [P("library")],
    before: note("library before"),
    after: [note("library after")],
    middleware: (request, next) => (note("library outside")(), next(request)),
    onStartup: note("library start"),
  }, {
    hdrs: [Style("own"), [Style("more")]],
    ftrs: P("own"),
    before: [note("own before"), note("more before")],
    after: note("own after"),
    middleware: [(request, next) => (note("own inside")(), next(request))],
    onStartup: [note("own start")],
  });
  rt("/", () => (note("handler")(), [Title("T"), P("x")]));
  deepStrictEqual(await answer(app.request("/")), [
    200,
    '<!doctype html><html lang="en"><head><style>library</style><style>own</style>' +
    "<style>more</style><title>T</title></head><body><p>x</p><p>library</p><p>own</p></body></html>",
  ]);
  deepStrictEqual(ran, [
    "library start",
    "own start",
    "library outside",
    "own inside",
    "library before",
    "own before",
    "more before",
    "handler",
    "library after",
    "own after",
  ]);
});

Deno.test("fastApp() takes attributes of both options, and of one name the program's own", async () => {
  const start = async (base: FastHTMLOptions, own: FastHTMLOptions) => {
    const { app, rt } = fastApp({ ...BARE, ...base }, own);
    rt("/", () => P("x"));
    const [, text] = await answer(app.request("/", { headers: { cookie: "t=dark" } }));
    return [/<html[^>]*>/.exec(text)![0], /<body[^>]*>/.exec(text)![0]];
  };
  const theme: FastHTMLOptions = {
    title: "Library",
    htmlAttrs: { lang: "fr", data_theme: ({ cookies }) => cookies.t, cls: "a" },
    bodyAttrs: { class: ["b", "c"], id: "i" },
  };
  const library = ['<html lang="fr" data-theme="dark" class="a">', '<body class="b c" id="i">'];
  deepStrictEqual(await start(theme, {}), library);
  deepStrictEqual(await start(theme, { htmlAttrs: undefined, bodyAttrs: {} }), library);
  deepStrictEqual(await start({}, theme), library);
  deepStrictEqual(
    await start(theme, { htmlAttrs: { lang: "de", data_x: 1 }, bodyAttrs: { cls: "d" } }),
    ['<html lang="de" data-theme="dark" class="a" data-x="1">', '<body id="i" class="b c d">'],
  );
  deepStrictEqual(
    await start(theme, { htmlAttrs: { cls: () => "made", data_theme: "light" } }),
    ['<html lang="fr" data-theme="light" class="made">', '<body class="b c" id="i">'],
  );
});

Deno.test("fastApp() takes other options from both, changes neither, and types the tables", async () => {
  const library = Object.freeze({ ...BARE, title: "Library", limits: { maxBody: 5 }, pico: false });
  const own = Object.freeze({
    title: "Own",
    limits: { maxFields: 7 },
    db: ":memory:",
    tables: { notes: { text: String } },
  });
  const { app, rt, tables } = fastApp(library, own);
  rt.post("/", { text: String }, ({ text }) => tables.notes.insert({ text }).text);
  strictEqual(app.title, "Own");
  const post = (text: string) =>
    app.request("/", { method: "POST", body: new URLSearchParams({ text }) });
  strictEqual((await post("a long text")).status, 413);
  deepStrictEqual([library.limits, own.limits], [{ maxBody: 5 }, { maxFields: 7 }]);
  strictEqual(fastApp(library, {}).app.title, "Library");
});

Deno.test("fastApp() rejects an option of either that it does not know", () => {
  const message = 'Cannot make an application: unknown option "titel", expected title';
  const wrong = { ...{ titel: "x" } } as FastHTMLOptions;
  throws(() => fastApp(wrong, {}), { name: "TypeError", message });
  throws(() => fastApp({}, wrong), { name: "TypeError", message });
});
