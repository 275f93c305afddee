import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { Toast } from "../../compat.ts";
import { addToast, Client, fastApp, P, Redirect, setupToasts } from "../../mod.ts";

// What a browser makes of them: tests/browser/live_test.ts.

Deno.test("addToast() rejects an unknown kind, and keeps the text as text", async () => {
  const { client } = make();
  await client.get("/add");
  const page = await (await client.get("/")).text();
  match(
    page,
    /<div class="fh-toasts" hx-swap-oob="beforeend:#fh-toasts"><div id="fh-toast-\w{8}" /,
  );
  match(page, /role="alert" data-duration="9"><span>&lt;b&gt;Hi<\/span><button type="button"/);
  // @ts-expect-error -- as a program without types could
  throws(() => addToast({}, "x", "loud"), /Cannot add a toast: kind "loud", expected one of info/);
});

Deno.test("addToast() rejects a text that is no string, also among its options", () => {
  for (const text of [{ onclick: "alert(1)" }, ["a"], P("a"), 1, null, undefined]) {
    // as a program without types could, with JSON of a client
    throws(() => addToast({} as never, text as never), {
      name: "TypeError",
      message: `Cannot add a toast: found a text of type ${typeof text}, expected a string`,
    });
  }
  const options = { text: { onclick: "alert(1)" } };
  throws(() => addToast({} as never, "hi", "info", options as never), {
    name: "TypeError",
    message: 'Cannot add a toast: unknown option "text", expected one of dismiss, duration',
  });
});

Deno.test("Toast() is a message beside other content, and rejects what addToast() does", async () => {
  const { client, rt } = make();
  rt("/toast", () => [P("row"), Toast("<b>Hi", "warning", { duration: 7 })]);
  strictEqual(
    (await (await client.get("/toast", { htmx: true })).text()).replace(/toast-\w{8}/, "toast-…"),
    '<p>row</p><div class="fh-toasts" hx-swap-oob="beforeend:#fh-toasts">' +
      '<div id="fh-toast-…" class="fh-toast fh-toast-warning" data-duration="7">' +
      "<span>&lt;b&gt;Hi</span></div></div>",
  );
  throws(() => Toast(1 as never), /Cannot add a toast: found a text of type number/);
  throws(() => Toast("x", "loud" as never), /Cannot add a toast: kind "loud"/);
});

Deno.test("setupToasts() drops what a session has as toasts that addToast() did not add", async () => {
  const toast = { id: "a", text: "kept", kind: "info" };
  const wrong = [
    null,
    5,
    "text",
    { text: "no kind" },
    { ...toast, kind: "x y" },
    { ...toast, text: { onclick: "alert(1)" } },
    { ...toast, text: ["a"] },
  ];
  for (const kept of [5, "text", {}, { length: 1 }, null, [], wrong]) {
    const { client, rt } = make();
    rt("/set", ({ session }) => {
      session.toasts = kept;
      return Redirect("/");
    });
    await client.get("/set");
    strictEqual(await (await client.get("/", { htmx: true })).text(), "<p>page</p>");
  }
  const { client, rt } = make();
  rt("/set", ({ session }) => {
    session.toasts = [...wrong, toast];
    addToast(session, "added");
    return Redirect("/");
  });
  await client.get("/set");
  const page = await (await client.get("/", { htmx: true })).text();
  deepStrictEqual(page.match(/<span>.*?<\/span>/g), ["<span>kept</span>", "<span>added</span>"]);
});

Deno.test("addToast() rejects what no cookie has room for, and drops the oldest of many", () => {
  throws(() => addToast({} as never, "x".repeat(3000)), {
    name: "RangeError",
    message: "Cannot add a toast: 3043 bytes, expected at most 2000, as it waits in a cookie",
  });
  const session: { toasts?: { text: string }[] } = {};
  for (const letter of "aéb") addToast(session as never, letter.repeat(700));
  deepStrictEqual(session.toasts?.map(({ text }) => text[0]), ["b"]);
  for (const letter of "cd") addToast(session as never, letter.repeat(200));
  deepStrictEqual(session.toasts?.map(({ text }) => text[0]), ["b", "c", "d"]);
});

Deno.test("a toast waits for what its person will see, and is shown there once", async () => {
  const seen: Record<string, string[]> = {};
  for (const path of ["/redirect", "/location", "/nothing", "/file", "/json", "/error", "/text"]) {
    for (const htmx of [false, true]) {
      const { client } = make();
      const first = await client.get(path, { htmx });
      const next = await client.get("/"), last = await client.get("/", { htmx: true });
      const bodies = await Promise.all([first, next, last].map((answer) => answer.text()));
      const places = ["at once", "on the next page", "later"];
      seen[`${path}${htmx ? " by htmx" : ""}`] = places.filter((_, i) =>
        /fh-toast-/.test(bodies[i]!)
      );
    }
  }
  const later = ["on the next page"], now = ["at once"];
  deepStrictEqual(seen, {
    "/redirect": later,
    "/redirect by htmx": later,
    "/location": later,
    "/location by htmx": later,
    "/nothing": later,
    "/nothing by htmx": now,
    "/file": later,
    "/file by htmx": later,
    "/json": later,
    "/json by htmx": later,
    "/error": now,
    "/error by htmx": now,
    "/text": later,
    "/text by htmx": now,
  });
});

Deno.test("without a toast an answer is what it was", async () => {
  const { client } = make();
  strictEqual(await (await client.get("/", { htmx: true })).text(), "<p>page</p>");
});

function make() {
  const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
  setupToasts(app, { duration: 9 });
  rt("/", () => P("page"));
  rt("/add", ({ session }) => {
    addToast(session, "<b>Hi", "error", { dismiss: true });
    return Redirect("/");
  });
  const add = (path: string, answer: () => unknown) =>
    rt(path, ({ session }) => {
      addToast(session, "hi");
      return answer();
    });
  add("/redirect", () => Redirect("/"));
  add("/location", () => new Response(null, { headers: { "hx-location": "/" } }));
  add("/nothing", () => undefined);
  add("/file", () => new Uint8Array([1]));
  add("/json", () => ({ a: 1 }));
  add("/text", () => "text");
  add("/error", () => {
    throw new Error("a mistake of the program");
  });
  return { app, rt, client: new Client(app) };
}
