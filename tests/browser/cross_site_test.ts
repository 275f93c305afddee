import { A, Button, database, fastApp, Form, Iframe, P, signIn, Titled } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { needing } from "../_needs.ts";
import { logged } from "../http/_app.ts";
import { openBrowser } from "./_browser.ts";

const listen = { port: 0, hostname: "127.0.0.1", onListen() {} };

/** A shop of which eve is a user, and what is left of its books. */
function newShop() {
  const books = database(":memory:").create("book", { id: Number, title: String });
  books.insertAll([{ title: "one" }, { title: "two" }]);
  const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
  rt(
    "/",
    ({ session }) =>
      Titled("Shop", P(`${session.auth} sees ${books.count()}`, { id: "seen" }), [
        Form({ action: "/in", method: "post" }, Button("in")),
        A("remove", { href: "/rm?id=2" }),
      ]),
  );
  rt.post("/in", ({ session }) => {
    signIn(session, "eve");
    return P("in");
  });
  rt("/rm", { id: Number }, ({ id }) => P(`${books.delete(id).count()} left`));
  rt("/as/{name}", ({ session, name }) => signIn(session, name));
  return { app, books };
}

/** What an attacker's page has, in links and in what loads by itself. */
function newEvil(shop: string) {
  const { app, rt } = fastApp();
  rt("/", () =>
    Titled("Evil", [
      A("shop", { href: `${shop}/` }),
      A("delete", { href: `${shop}/rm?id=1` }),
      A("enter", { href: `${shop}/as/mallory` }),
      Form({ action: `${shop}/rm` }, Button("send", { name: "id", value: "1" })),
      Iframe({ src: `${shop}/rm?id=1` }),
    ]));
  return app;
}

Deno.test({
  ...needing(["chromium"], "A link of another site may read in Chromium, and not write"),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const { app, books } = newShop();
    await using server = Deno.serve(listen, app.fetch);
    const shop = `http://127.0.0.1:${server.addr.port}`;
    await using other = Deno.serve(listen, newEvil(shop).fetch);
    const evil = `http://localhost:${other.addr.port}/`;
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(shop);
      await page.click("button");
      await page.waitForURL(`${shop}/in`);
      const lines = await logged(async () => {
        for (const target of ["text=delete", "text=enter", "text=send"]) {
          await page.goto(evil);
          await page.click(target);
          await page.waitForURL(`${shop}/**`);
          strictEqual(
            await page.textContent("p"),
            "You came by a link of another site, which may not change anything here.",
          );
        }
        await page.goto(evil);
        await page.click("text=shop");
        strictEqual(await page.textContent("#seen"), "eve sees 2");
        await page.click("text=remove");
        strictEqual(await page.textContent("p"), "1 left");
        strictEqual(books.count(), 1);
      }, "warn");
      deepStrictEqual(
        new Set(lines.map(([line]) => /Cannot (.*):/.exec(`${line}`)![1])),
        new Set(['delete from "book"', "sign in"]),
      );
    } finally {
      await browser.close();
    }
  },
});
