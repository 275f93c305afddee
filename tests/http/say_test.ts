import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import {
  defineMessages,
  EventStream,
  fastApp,
  type FastHTMLOptions,
  HTTPException,
  Input,
  P,
  say,
  sseMessage,
  Title,
} from "../../mod.ts";
import { serveSite } from "../live/_socket.ts";

const GERMAN = { close: `"Zu" & <weg>`, tooMuch: ({ most }: { most: string }) => `${most}!` };
const close = say({ key: "close" });

const newApp = (options: FastHTMLOptions = {}) =>
  fastApp({ messages: { de: GERMAN }, title: "-", defaultHdrs: false, ...options });
const GERMANS = { "accept-language": "de", "hx-request": "true" };
const ask = async (app: ReturnType<typeof newApp>["app"], path: string, headers = GERMANS) =>
  await (await app.request(path, { headers })).text();

Deno.test("say() without a context is a text or an attribute in the language of the request", async () => {
  const shared = P(close, { title: close, data_x: [close, "y"] });
  const { app, rt } = newApp();
  rt("/", () => [shared, Input({ placeholder: close, value: `${close}` })]);
  rt("/page", () => [Title(close), P(say({ key: "tooMuch", values: { most: 1234 } }))]);
  const german = "&quot;Zu&quot; &amp; &lt;weg&gt;";
  strictEqual(
    await ask(app, "/"),
    `<p title="${german}" data-x="${german} y">"Zu" &amp; &lt;weg&gt;</p>` +
      `<input placeholder="${german}" value="${german}">`,
  );
  match(await ask(app, "/page"), /<title>"Zu" &amp; &lt;weg&gt;<\/title>.*<p>1\.234!<\/p>/);
  strictEqual(
    await ask(app, "/", { ...GERMANS, "accept-language": "fr" }),
    '<p title="Close" data-x="Close y">Close</p><input placeholder="Close" value="Close">',
  );
  // Outside of requests, and in an application without sentences of its own.
  strictEqual(`${shared}`, '<p title="Close" data-x="Close y">Close</p>');
  const plain = fastApp({ defaultHdrs: false });
  plain.rt("/", () => shared);
  strictEqual(await ask(plain.app, "/"), '<p title="Close" data-x="Close y">Close</p>');
});

Deno.test("say() without a context is in the user's language in streams, errors and mounts", async () => {
  const { app, rt } = newApp({ exceptionHandlers: { 404: () => P(close) } });
  const later = async () => (await Promise.resolve(), P(close));
  rt("/later", async () => [await later(), later()]);
  rt("/stream", async function* () {
    yield P(close);
    await Promise.resolve();
    yield P(close);
  });
  rt("/events", () => EventStream(events()));
  async function* events() {
    await Promise.resolve();
    yield sseMessage(P(close));
  }
  const inner = newApp({ messages: { de: { close: "Innen" } } }), plain = fastApp();
  for (const { rt } of [inner, plain]) rt("/", () => P(close));
  app.mount("/inner", inner.app);
  app.mount("/plain", plain.app);
  const german = '<p>"Zu" &amp; &lt;weg&gt;</p>';
  strictEqual(await ask(app, "/later"), german + german);
  strictEqual(await ask(app, "/stream"), german + german);
  match(await ask(app, "/events"), /data: <p>"Zu" &amp; &lt;weg&gt;<\/p>/);
  strictEqual(await ask(app, "/nowhere"), german);
  strictEqual(await ask(app, "/inner/"), "<p>Innen</p>");
  // An application says what it has sentences for, as it does on its own.
  strictEqual(await ask(app, "/plain/"), "<p>Close</p>");
});

Deno.test("say() without a context is in the user's language where middleware has thrown", async () => {
  const { app, rt } = newApp({
    exceptionHandlers: { 409: () => P(close) },
    middleware: () => {
      throw new HTTPException(409);
    },
  });
  rt("/", () => "-");
  strictEqual(await ask(app, "/"), '<p>"Zu" &amp; &lt;weg&gt;</p>');
});

Deno.test("say() without a context is in the language of each of many requests at once", async () => {
  const { app, rt } = newApp();
  const all = Promise.withResolvers<void>();
  let count = 0;
  rt("/", async () => {
    if (++count === 100) all.resolve();
    await all.promise;
    return close;
  });
  const asked = Array.from(
    { length: 100 },
    (_, at) => ask(app, "/", { ...GERMANS, "accept-language": at % 2 === 0 ? "de" : "en" }),
  );
  const texts = await Promise.all(asked);
  const right = texts.filter((text, at) =>
    text === (at % 2 === 0 ? '"Zu" &amp; &lt;weg&gt;' : "Close")
  );
  strictEqual(right.length, 100);
});

Deno.test("say() without a context is in the language of a socket's user", async () => {
  const { app } = newApp();
  app.ws("/", { text: String }, ({ text }) => P(text, close), { onConnect: () => P(close) });
  await using site = serveSite(app);
  for (const [language, text] of [["de", '"Zu" &amp; &lt;weg&gt;'], ["fr", "Close"]] as const) {
    await using socket = await site.open("/", { "accept-language": language });
    strictEqual(await socket.next(), `<p>${text}</p>`);
    socket.send({ text: "a" });
    strictEqual(await socket.next(), `<p>a${text}</p>`);
  }
});

const shop = defineMessages("the shop", { pay: "Pay {sum} now", sum: "{n} €", cart: "Cart" });

Deno.test("defineMessages() gives texts of a program in the language of each request", async () => {
  const german = shop.translate({ pay: ({ sum }) => `${sum} zahlen`, sum: "{n} Euro" });
  const { app, rt } = newApp({ messages: { de: { ...GERMAN, ...german }, fr: {} } });
  const shared = P(shop.say("cart"), " ", shop.say("pay", { sum: shop.say("sum", { n: 1234.5 }) }));
  rt("/", () => [shared, shop.write("pay", { sum: "<0>" }), " ", close]);
  const told = [];
  for (const language of ["de", "fr", "en"]) {
    told.push(await ask(app, "/", { ...GERMANS, "accept-language": language }));
  }
  deepStrictEqual(told, [
    '<p>Cart 1.234,5 Euro zahlen</p>&lt;0&gt; zahlen "Zu" &amp; &lt;weg&gt;',
    "<p>Cart Pay 1\u202f234,5 € now</p>Pay &lt;0&gt; now Close",
    "<p>Cart Pay 1,234.5 € now</p>Pay &lt;0&gt; now Close",
  ]);
  strictEqual(shop.write("pay", { sum: shop.say("sum", { n: 1 }) }), "Pay 1 € now");
});

Deno.test("defineMessages() keeps tables apart, and a response with a text varies", async () => {
  const other = defineMessages("the shop", { cart: "Trolley" });
  const de = { ...shop.translate({ cart: "Korb" }), ...other.translate({ cart: "Wagen" }) };
  const { app, rt } = newApp({ messages: { de } });
  rt("/", () => [shop.say("cart"), " ", other.say("cart")]);
  const response = await app.request("/", { headers: GERMANS });
  match(response.headers.get("vary")!, /Accept-Language/);
  strictEqual(await response.text(), "Korb Wagen");
});

Deno.test("a translation has no unknown key, no other value in braces, and only texts", () => {
  const rows: [texts: object, found: string][] = [
    [{ pey: "x" }, 'unknown key "pey", expected pay'],
    [{ zzz: "x" }, 'unknown key "zzz", expected one of pay, sum, cart'],
    [{ pay: "{some} zahlen" }, "pay names {some}, expected {sum}"],
    [{ cart: "{n}" }, "cart names {n}, expected none"],
    [{ cart: null }, "cart is null, expected a string, or a function"],
  ];
  for (const [texts, found] of rows) {
    throws(() => shop.translate(texts), { message: `Cannot translate the shop: ${found}` });
  }
  // @ts-expect-error: a text with a value needs it
  void (() => shop.say("pay"));
  // @ts-expect-error: and no other
  void (() => shop.say("pay", { some: 1 }));
  // @ts-expect-error: no such key
  void (() => shop.say("pey"));
});
