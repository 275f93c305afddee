import { ApiReturn, ifChanged, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { newApp, read } from "../_app.ts";

const ACCEPTS: [accept: string | undefined, isData: boolean][] = [
  ["application/json", true],
  ["application/json, text/plain", true],
  ["application/json, text/html", true],
  ["text/html, application/json", false],
  ["text/html;q=0.5, application/json", true],
  ["application/json;q=0.5, text/html", false],
  ["application/json;q=0, */*", false],
  ["application/*", true],
  ["text/html,application/xhtml+xml,*/*;q=0.8", false],
  ["*/*", false],
  [undefined, false],
];

Deno.test("ApiReturn() answers programs with data and people with content", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/", () => ApiReturn(P("Eve"), { name: "Eve" }));
  const ask = async (headers: Record<string, string>) => {
    const { headers: sent, text } = await read(app.request("/", { headers }));
    return [sent.get("vary"), sent.get("content-type"), text];
  };
  const vary = "HX-Request, HX-History-Restore-Request, Accept";
  const page =
    '<!doctype html><html lang="en"><head><title>T</title></head><body><p>Eve</p></body></html>';
  for (const [accept, isData] of ACCEPTS) {
    deepStrictEqual(
      await ask(accept === undefined ? {} : { accept }),
      isData
        ? ["HX-Request, Accept", "application/json", '{"name":"Eve"}']
        : [vary, "text/html; charset=utf-8", page],
      accept,
    );
  }
  const htmx = { accept: "application/json", "hx-request": "true" };
  deepStrictEqual(await ask(htmx), [vary, "text/html; charset=utf-8", "<p>Eve</p>"]);
});

Deno.test("ifChanged() makes nothing that the browser has", async () => {
  const { app, rt } = newApp();
  let made = 0;
  const lastModified = new Date("2026-11-20T10:00:00Z");
  rt("/", () => ifChanged({ etag: "v1", lastModified }, () => (made++, P("x"))));
  const { status, headers } = await read(app.request("/"));
  deepStrictEqual(
    [status, headers.get("etag"), headers.get("last-modified"), headers.get("cache-control"), made],
    [200, 'W/"v1-page"', "Fri, 20 Nov 2026 10:00:00 GMT", "private, no-cache", 1],
  );
  const again: HeadersInit = { "if-none-match": headers.get("etag")! };
  const { status: fresh, headers: kept, text } = await read(app.request("/", { headers: again }));
  deepStrictEqual(
    [fresh, kept.get("etag"), kept.get("cache-control"), text, made],
    [304, 'W/"v1-page"', "private, no-cache", "", 1],
  );
  const part = { ...again, "hx-request": "true" };
  const { status: other, headers: own } = await read(app.request("/", { headers: part }));
  deepStrictEqual([other, own.get("etag"), made], [200, 'W/"v1-part"', 2]);
});

const MODIFIED = "Fri, 20 Nov 2026 10:00:00 GMT", BEFORE = "Fri, 20 Nov 2026 09:59:59 GMT";

const CONDITIONS: [headers: Record<string, string>, statuses: [both: number, time: number]][] = [
  [{}, [200, 200]],
  [{ "if-none-match": 'W/"v-page"' }, [304, 200]],
  [{ "if-none-match": '"v-page"' }, [304, 200]],
  [{ "if-none-match": '"a", W/"v-page" ,"b"' }, [304, 200]],
  [{ "if-none-match": "*" }, [304, 304]],
  [{ "if-none-match": " * " }, [304, 304]],
  [{ "if-none-match": '"*"' }, [200, 200]],
  [{ "if-none-match": "v-page" }, [200, 200]],
  [{ "if-none-match": '"v-part"' }, [200, 200]],
  [{ "if-none-match": "" }, [200, 200]],
  [{ "if-modified-since": MODIFIED }, [304, 304]],
  [{ "if-modified-since": BEFORE }, [200, 200]],
  [{ "if-modified-since": "Sat, 21 Nov 2026 00:00:00 GMT" }, [304, 304]],
  [{ "if-modified-since": "never" }, [200, 200]],
  [{ "if-modified-since": "" }, [200, 200]],
  [{ "if-none-match": '"a"', "if-modified-since": MODIFIED }, [200, 200]],
];

Deno.test("isFresh() goes by If-None-Match, and without one by If-Modified-Since", async () => {
  const { app, rt } = newApp();
  // Browsers compare whole seconds.
  const lastModified = new Date("2026-11-20T10:00:00.999Z");
  rt("/both", () => ifChanged({ etag: "v", lastModified }, () => P("x")));
  rt("/time", () => ifChanged({ lastModified }, () => P("x")));
  rt("/none", () => ifChanged({}, () => P("x")));
  for (const method of ["GET", "HEAD", "POST"]) {
    const ask = async (path: string, headers: Record<string, string>) =>
      (await app.request(path, { method, headers })).status;
    for (const [headers, statuses] of CONDITIONS) {
      const expected = method === "POST" ? [200, 200] : statuses;
      deepStrictEqual(
        [await ask("/both", headers), await ask("/time", headers)],
        expected,
        `${method} ${JSON.stringify(headers)}`,
      );
    }
    strictEqual(await ask("/none", { "if-modified-since": MODIFIED }), 200);
  }
  const { headers } = await app.request("/none");
  deepStrictEqual([headers.has("etag"), headers.has("last-modified")], [false, false]);
});
