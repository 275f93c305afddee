import { fastApp, type FastHTMLOptions, P } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";
import { needing } from "../_needs.ts";
import { openBrowser } from "./_browser.ts";

const listen = { port: 0, hostname: "127.0.0.1", onListen() {} };

/** An API whose guard lets in who signed in with `/in`. */
function newApi(cors: FastHTMLOptions["cors"]) {
  const { app, rt } = fastApp({ cors, secretKey: "a secret of at least 32 characters" });
  rt.get("/in", ({ session }) => {
    session.user = "eve";
    return P("in");
  });
  rt.post("/items", async ({ session, data, htmx }) => {
    const { name } = await data();
    return new Response(JSON.stringify({ name, user: session.user, htmx: htmx.request }), {
      headers: { "X-Total": "7" },
    });
  });
  return app;
}

/** What a script of another origin gets, with and without the user's cookies. */
async function send(url: string): Promise<unknown[]> {
  const ask = async (credentials: RequestCredentials) => {
    try {
      const response = await fetch(url, {
        method: "POST",
        credentials,
        headers: { "content-type": "application/json", "hx-request": "true" },
        body: JSON.stringify({ name: "x" }),
      });
      return [await response.json(), response.headers.get("x-total")];
    } catch (error) {
      return (error as Error).name;
    }
  };
  return [await ask("omit"), await ask("include")];
}

Deno.test({
  ...needing(["chromium"], "cors opens an application to scripts in a browser, as far as it says"),
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const page = fastApp();
    page.rt("/", () => P("the other site"));
    await using other = Deno.serve(listen, page.app.fetch);
    const origin = `http://127.0.0.1:${other.addr.port}`;
    const apis = [
      newApi({ origins: [origin], credentials: true, expose: ["X-Total"] }),
      newApi({ origins: "*" }),
      newApi({ origins: ["http://127.0.0.1:1"] }),
    ].map((app) => Deno.serve(listen, app.fetch));
    const browser = await openBrowser();
    try {
      const tab = await browser.newPage();
      const seen = [];
      for (const { addr } of apis) {
        const api = `http://127.0.0.1:${addr.port}`;
        // Cookies are of the host, whatever its port: each API gives its own.
        await tab.goto(`${api}/in`);
        await tab.goto(origin);
        seen.push(await tab.evaluate(send, `${api}/items`));
      }
      const own = { name: "x", htmx: true };
      deepStrictEqual(seen, [
        [[own, "7"], [{ ...own, user: "eve" }, "7"]],
        [[own, null], "TypeError"],
        ["TypeError", "TypeError"],
      ]);
    } finally {
      await browser.close();
      await Promise.all(apis.map((api) => api.shutdown()));
    }
  },
});
