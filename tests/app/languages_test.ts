import {
  checked,
  type FastHTMLOptions,
  fillForm,
  Form,
  HTTPException,
  Input,
  MESSAGES,
  P,
  type RequestContext,
  say,
  Titled,
} from "@fasthtml/fasthtml";
import type { MessageKey, Messages } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, throws } from "node:assert";
import { z } from "zod";
import { fastApp } from "../../mod.ts";
import { GERMAN } from "../fixtures/german.ts";
import { read, SECRET } from "../http/_app.ts";
import { serveSite } from "../live/_socket.ts";

class Member {
  static notNull = ["name"];
  name = "";
  age = 0;
}

function newApp(options: FastHTMLOptions = {}) {
  const { app, rt } = fastApp({
    defaultHdrs: false,
    secretKey: SECRET,
    staticPath: "/nowhere",
    messages: { de: GERMAN },
    ...options,
  });
  rt("/age", { age: Number }, ({ age }) => P(age));
  rt("/own", () => {
    throw new HTTPException(409, "Taken by Ann");
  });
  rt("/swiss", ({ htmlAttrs }) => {
    htmlAttrs.lang = "de-CH";
    throw new HTTPException(404, "row 7 is gone", { tell: { key: "notFound" } });
  });
  rt.post(
    "/join",
    { member: checked(Member) },
    ({ member }) =>
      fillForm(Form(Input({ name: "name" }), Input({ name: "age" })), member.input, member.errors),
  );
  rt.post("/schema", { member: z.object({ age: z.number("Zu jung") }) }, () => "");
  return app;
}

const PAGE = "text/html", GERMAN_FIRST = "de-AT,de;q=0.9,en;q=0.5";

async function ask(
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
  options: FastHTMLOptions = {},
) {
  const headers = { accept: PAGE, "accept-language": GERMAN_FIRST, ...init.headers };
  const { headers: sent, text } = await read(newApp(options).request(path, { ...init, headers }));
  const [, lang] = /<html[^>]* lang="([^"]*)"/.exec(text) ?? [];
  const vary = sent.get("vary")?.split(", ").filter((name) => name.startsWith("Accept"));
  return {
    lang,
    written: sent.get("content-language"),
    vary,
    text: /<main[^>]*>(.*)<\/main>/.exec(text)?.[1] ?? text,
  };
}

Deno.test("messages: a page tells an error in the language that the browser prefers", async () => {
  const vary = ["Accept-Language", "Accept"];
  deepStrictEqual(await ask("/nowhere"), {
    lang: "de",
    written: "de",
    vary,
    text:
      "<h1>404 Nicht gefunden</h1><p>Das gibt es nicht. Vielleicht wurde es verschoben oder gelöscht.</p>",
  });
  deepStrictEqual(await ask("/nowhere", { headers: { "accept-language": "fr" } }), {
    lang: "en",
    written: "en",
    vary,
    text: "<h1>404 Not Found</h1><p>This does not exist. It may have been moved or removed.</p>",
  });
  // What the program says itself stays.
  deepStrictEqual((await ask("/own")).text, "<h1>409 Konflikt</h1><p>Taken by Ann</p>");
});

Deno.test("messages: nothing depends on the client where nothing is translated", async () => {
  const { written, vary } = await ask("/nowhere", {}, { messages: {} });
  deepStrictEqual([written, vary], [null, ["Accept"]]);
});

Deno.test("messages: pages and scripts are the same for all clients, whatever they prefer", async () => {
  const load = async (options: FastHTMLOptions, lang: string) => {
    const { app, rt } = fastApp({ secretKey: SECRET, staticPath: "/nowhere", ...options });
    rt("/", () => P("Hi"));
    const headers = { accept: PAGE, "accept-language": lang };
    const page = await read(app.request("/", { headers }));
    const [src] = /\/_fasthtml\/fasthtml[^"]+/.exec(page.text)!;
    const script = await read(app.request(src, { headers }));
    const [sentences] = /(?<=const languages = ).*(?=;)/.exec(script.text)!;
    const varied = [page, script].map(({ headers }) =>
      [headers.get("vary"), headers.get("content-language")].join().includes("anguage")
    );
    return { html: /<html[^>]*>/.exec(page.text)![0], varied, sentences: JSON.parse(sentences) };
  };
  const keys = "wentWrong noAnswer unreachable disconnected close passkeyUnused passkeyTaken";
  const toSentences = (table: Messages) =>
    Object.fromEntries(keys.split(" ").map((key) => [key, table[key as MessageKey]]));
  const en = toSentences(MESSAGES), varied = [false, false];
  deepStrictEqual(await load({}, "de"), {
    ...{ html: '<html lang="en">', varied, sentences: { en } },
  });
  const own: FastHTMLOptions["messages"] = {
    en: { close: "Shut" },
    de: GERMAN,
    fr: { wentWrong: ({ status }) => `Hélas ${status}` },
  };
  const translated = {
    html: '<html lang="en" data-fh-lang="accepted">',
    varied,
    sentences: {
      en: { ...en, close: "Shut" },
      de: toSentences(GERMAN),
      fr: { ...en, wentWrong: "Hélas {status}" },
    },
  };
  deepStrictEqual(await load({ messages: own }, "de"), translated);
  deepStrictEqual(await load({ messages: own }, "fr"), translated);
  deepStrictEqual(
    (await load({ messages: own, htmlAttrs: { lang: "de" } }, "fr")).html,
    '<html lang="de">',
  );
});

Deno.test("messages: the language of the page is that of its errors, whatever the browser prefers", async () => {
  const english = { headers: { "accept-language": "en" } };
  const options = { htmlAttrs: { lang: "de" } };
  const { lang, written, vary, text } = await ask("/age?age=x", english, options);
  deepStrictEqual([lang, written, vary, text], [
    "de",
    null,
    ["Accept"],
    "<h1>400 Ungültige Anfrage</h1><p>age: Bitte geben Sie eine Zahl ein.</p>",
  ]);
  const swiss = await ask("/swiss", english);
  deepStrictEqual([swiss.lang, swiss.text.includes("Das gibt es nicht")], ["de-CH", true]);
});

Deno.test("messages: htmx, programs, forms and exception handlers get the same language", async () => {
  const htmx = await ask("/age?age=x", { headers: { "hx-request": "true" } });
  deepStrictEqual([htmx.written, htmx.vary, htmx.text], [
    "de",
    ["Accept-Language"],
    "<p>age: Bitte geben Sie eine Zahl ein.</p>",
  ]);
  const program = await ask("/age?age=x", { headers: { accept: "application/json" } });
  deepStrictEqual(program.vary, ["Accept-Language", "Accept"]);
  deepStrictEqual([program.written, JSON.parse(program.text)], ["de", {
    type: "about:blank",
    title: "Ungültige Anfrage",
    status: 400,
    detail: "age: Bitte geben Sie eine Zahl ein.",
    errors: { age: "Bitte geben Sie eine Zahl ein." },
  }]);
  const body = new URLSearchParams({ age: "x" });
  const form = await ask("/join", { method: "POST", body, headers: { "hx-request": "true" } });
  deepStrictEqual(
    [...form.text.matchAll(/<small[^>]*>([^<]*)/g)].map(([, text]) => text),
    ["Bitte füllen Sie dieses Feld aus.", "Bitte geben Sie eine ganze Zahl ein."],
  );
  deepStrictEqual(form.vary, ["Accept-Language"]);
  const schema = await ask("/schema", {
    method: "POST",
    body: "{}",
    headers: { accept: "*/*", "content-type": "application/json" },
  });
  deepStrictEqual(JSON.parse(schema.text).errors, { age: "Zu jung" });
  const exceptionHandlers: FastHTMLOptions["exceptionHandlers"] = {
    400: (_, { detail, message, errors }: HTTPException) =>
      Titled("", P(detail), P(message), P(errors.age)),
  };
  deepStrictEqual(
    (await ask("/age?age=x", {}, { exceptionHandlers })).text,
    "<h1></h1><p>age: Bitte geben Sie eine Zahl ein.</p>" +
      '<p>Cannot read "age": received "x", expected a number</p>' +
      "<p>Bitte geben Sie eine Zahl ein.</p>",
  );
});

Deno.test("messages: a response of the program varies where it has a sentence of the library", async () => {
  const { app, rt } = fastApp({
    secretKey: SECRET,
    staticPath: "/nowhere",
    messages: { de: GERMAN },
  });
  const toClose = (context: RequestContext) => say(context, { key: "close" });
  rt("/page", (context) => P(toClose(context)));
  rt("/own", (context) => new Response(toClose(context)));
  rt("/data", (context) => Response.json({ close: toClose(context) }));
  rt("/form", { member: checked(Member) }, ({ member }) => Response.json(member.errors));
  rt("/plain", () => new Response("Hi"));
  rt("/set", (context) => {
    context.htmlAttrs.lang = "de";
    return new Response(toClose(context));
  });
  const rows = await Promise.all(
    ["/page", "/own", "/data", "/form", "/plain", "/set"].map(async (path) => {
      const headers = { "accept-language": "de", "hx-request": "true" };
      const { headers: sent, text } = await read(
        app.request(path, { headers, method: path === "/form" ? "POST" : "GET" }),
      );
      return [path, text, /Accept-Language/.test(sent.get("vary") ?? "")];
    }),
  );
  deepStrictEqual(rows, [
    ["/page", "<p>Schließen</p>", true],
    ["/own", "Schließen", true],
    ["/data", '{"close":"Schließen"}', true],
    ["/form", '{"name":"Bitte füllen Sie dieses Feld aus."}', true],
    ["/plain", "Hi", false],
    ["/set", "Schließen", false],
  ]);
});

Deno.test("messages: a socket tells errors in the language of its request", async () => {
  const { app } = fastApp({ secretKey: SECRET, messages: { de: GERMAN } });
  app.ws("/", { age: Number }, ({ age }) => P(age));
  await using site = serveSite(app);
  const told = await Promise.all(["de-AT", "fr"].map(async (language) => {
    await using socket = await site.open("/", { "accept-language": language });
    socket.send({ age: "x" });
    return JSON.parse(`${await socket.next()}`);
  }));
  deepStrictEqual(told, [
    { error: "age: Bitte geben Sie eine Zahl ein." },
    { error: "age: Please enter a number." },
  ]);
});

Deno.test("messages: an unknown key, a wrong value and what is no language are errors at the start", () => {
  const rows: [messages: unknown, found: string][] = [
    [
      { de: { notfound: "x" } },
      'unknown option "messages.de.notfound", expected messages.de.notFound',
    ],
    [{ de: { notFound: 1 } }, "messages.de.notFound is 1, expected a string, or a function"],
    [{ de: 1 }, "messages.de is 1, expected an object"],
    [{ german_: {} }, 'messages has "german_", expected a language such as "de"'],
    [1, "messages is 1, expected an object"],
  ];
  for (const [messages, found] of rows) {
    throws(() => newApp({ messages } as FastHTMLOptions), {
      message: `Cannot make an application: ${found}`,
    });
  }
});
