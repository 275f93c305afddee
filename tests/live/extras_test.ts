import { deepStrictEqual, match, strictEqual } from "node:assert";
import { HtmxResponseHeaders, HTTPException, P, Redirect, Title, Titled } from "@fasthtml/fasthtml";
import { answer, HTMX, newApp, read } from "../http/_app.ts";

Deno.test("withExtras() adds to pages and to what htmx puts in, in the order of addExtra()", async () => {
  const { app, rt } = newApp();
  app.addExtra(({ url }) => P(`one ${url.pathname}`));
  app.addExtra(() => undefined);
  app.addExtra(() => null);
  app.addExtra(async () => {
    await Promise.resolve();
    return P("two");
  });
  const extras = (path: string) => `<p>one ${path}</p><p>two</p>`;
  rt("/page", () => Titled("Page"));
  rt("/part", () => P("part"));
  rt("/text", () => "<text>");
  rt("/nothing", () => undefined);
  match(
    (await read(app.request("/page"))).text,
    new RegExp(`${extras("/page")}</body>`),
  );
  for (
    const [path, body] of [["/part", "<p>part</p>"], ["/text", "&lt;text&gt;"], ["/nothing", ""]]
  ) {
    deepStrictEqual(await answer(app.request(path!, HTMX)), [200, body + extras(path!)]);
  }
});

Deno.test("withExtras() adds nothing to what no person sees as a page", async () => {
  const { app, rt } = newApp();
  let asked = 0;
  app.addExtra(() => {
    asked++;
    return P("extra");
  });
  rt("/json", () => ({ a: 1 }));
  rt("/file", () => new Uint8Array([65]));
  rt("/response", () => new Response("own"));
  rt("/text", () => "text"); // asked for as a page of its own
  rt("/away", () => Redirect("/page"));
  for (const header of ["redirect", "refresh", "location"] as const) {
    rt(
      `/${header}`,
      () => [HtmxResponseHeaders({ [header]: header === "refresh" ? true : "/page" }), P("gone")],
    );
  }
  rt("/204", () => new Response(null, { status: 204 }));
  const bodies: Record<string, string[]> = {};
  for (const path of ["/json", "/file", "/response", "/away", "/204"]) {
    bodies[path] = [
      (await answer(app.request(path)))[1],
      (await answer(app.request(path, HTMX)))[1],
    ];
  }
  for (const path of ["/redirect", "/refresh", "/location"]) {
    bodies[path] = [(await answer(app.request(path, HTMX)))[1]];
  }
  bodies["/text"] = [(await answer(app.request("/text")))[1]];
  deepStrictEqual(bodies, {
    "/json": ['{"a":1}', '{"a":1}'],
    "/file": ["A", "A"],
    "/response": ["own", "own"],
    "/away": ["", ""],
    "/204": ["", ""],
    "/redirect": ["<p>gone</p>"],
    "/refresh": ["<p>gone</p>"],
    "/location": ["<p>gone</p>"],
    "/text": ["text"],
  });
  strictEqual(asked, 0); // what is shown once, such as a toast, waits
});

Deno.test("withExtras() adds to an error", async () => {
  const { app, rt } = newApp();
  app.addExtra(() => P("extra"));
  rt("/wrong", () => {
    throw new HTTPException(422, "wrong");
  });
  deepStrictEqual(await answer(app.request("/wrong", HTMX)), [422, "<p>wrong</p><p>extra</p>"]);
  match((await answer(app.request("/wrong")))[1], /<p>wrong<\/p><\/main><p>extra<\/p><\/body>/);
});

Deno.test("withExtras() leaves in the head what belongs there", async () => {
  const { app, rt } = newApp();
  app.addExtra(() => Title("From an extra"));
  rt("/", () => P("body"));
  match(
    (await read(app.request("/"))).text,
    /<head>.*<title>From an extra<\/title>.*<\/head><body><p>body<\/p><\/body>/,
  );
});
