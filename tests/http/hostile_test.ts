/** What an attacker found, each as a request that once did harm. */
import { Div, FileResponse, P, Redirect, Title } from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, strictEqual } from "node:assert";
import { z } from "zod";
import { answer, HTMX, logged, newApp, read } from "./_app.ts";

Deno.test("A parameter that fails later than another is no unhandled rejection", async () => {
  const { app, rt } = newApp();
  const form = z.object({ email: z.string().refine(() => Promise.resolve(false)) });
  rt.post("/join", { form, age: Number }, () => null);
  rt("/two", () => [FileResponse("/nowhere/at/all"), Redirect("javascript:x")]);
  rt("/late", () => [Title(Promise.reject(new Error("late"))), Div(Object.create(null))]);

  const body = new URLSearchParams({ email: "no" });
  strictEqual((await read(app.request("/join?age=x", { method: "POST", body }))).status, 400);
  strictEqual((await read(app.request("/two"))).status, 400);
  await logged(async () => strictEqual((await read(app.request("/late"))).status, 500));
  // An unhandled rejection would end the test here.
  await new Promise((done) => setTimeout(done));
});

Deno.test("A path of many dashes is answered at once", async () => {
  const { app, rt } = newApp();
  rt("/x/{a}-{b}-{c}", () => "x");
  rt("/y/{a}.{b}.html", () => "y");

  strictEqual((await read(app.request(`/x/${"-".repeat(8000)}%2f`))).status, 404);
  strictEqual((await read(app.request(`/y/${".".repeat(8000)}`))).status, 404);
  strictEqual((await read(app.request(`/${"a".repeat(9000)}`))).status, 414);
  deepStrictEqual(await answer(app.request("/x/1-2-3", HTMX)), [200, "x"]);
});

Deno.test("A NUL in an attribute of the body stays there", async () => {
  const { app, rt } = newApp();
  const evil = '\0" onload=alert(1) x="';
  rt("/nul", ({ bodyAttrs }) => {
    bodyAttrs.data_name = evil;
    return P(evil);
  });

  const { text } = await read(app.request("/nul"));
  doesNotMatch(text, /<body[^>]*" onload/);
});

Deno.test("JSON in a field, and from a session, is never attributes", async () => {
  const { rt, client } = newApp();
  rt("/field", { info: Object }, ({ info }) => Div(info as never));
  rt("/keep", { info: Object }, ({ info, session }) => void (session.info = { ...info }));
  rt("/show", ({ session }) => Div(session.info));
  const query = `info=${encodeURIComponent('{"onmouseover":"alert(1)"}')}`;

  await logged(async () => {
    strictEqual((await read(client.get(`/field?${query}`))).status, 500);
    await client.get(`/keep?${query}`);
    strictEqual((await read(client.get("/show"))).status, 500);
  });
});

Deno.test("Text with a NUL, and a number past all bounds, are refused", async () => {
  const { app, rt } = newApp();
  rt("/text", { text: "" }, ({ text }) => text);
  rt("/number", { n: 1 }, ({ n }) => n);
  rt("/float/{n:float}", ({ n }) => n);

  strictEqual((await read(app.request("/text?text=%00"))).status, 400);
  strictEqual((await read(app.request("/number?n=1e999"))).status, 400);
  strictEqual((await read(app.request(`/float/${"9".repeat(400)}`))).status, 404);
});

Deno.test("A guard that reads url.pathname sees the path that the router sees", async () => {
  const { app, rt } = newApp({
    before: ({ url }) => url.pathname.startsWith("/admin") ? "guarded" : undefined,
  });
  rt("/admin", () => "secret");

  deepStrictEqual(await answer(app.request("/%61dmin")), [200, "guarded"]);
});

Deno.test("A session opens under no other cookie's name", async () => {
  const { rt, client } = newApp({ sessionCookie: "a_" });
  rt("/in", ({ session }) => void (session.user = "eve"));
  await client.get("/in");

  const other = newApp({ sessionCookie: "admin_" });
  other.rt("/", ({ session }) => session.user ?? "nobody");
  other.client.cookies.set("admin_", client.cookies.get("a_")!);
  deepStrictEqual(await answer(other.client.get("/")), [200, "nobody"]);
});

Deno.test("An upload that is returned is saved, not shown", async () => {
  const { rt, client } = newApp();
  rt.post("/echo", { f: File }, ({ f }) => f);
  const body = new FormData();
  body.append("f", new File(["<script>"], "a b.html", { type: "text/html" }));

  const { headers } = await client.post("/echo", { body });
  strictEqual(headers.get("content-disposition"), "attachment; filename*=UTF-8''a%20b.html");
});

Deno.test("A page without a referrer may send its own forms", async () => {
  const { app, rt } = newApp();
  rt.post("/save", () => "saved");
  const send = (headers: HeadersInit) => answer(app.request("/save", { method: "POST", headers }));

  deepStrictEqual(await send({ origin: "null", "sec-fetch-site": "same-origin" }), [200, "saved"]);
  strictEqual((await send({ origin: "null" }))[0], 403);
});

Deno.test("allowedHosts knows no capitals, and a star stands for a name", async () => {
  const { app, rt } = newApp({ allowedHosts: ["Example.org", "*.example.com"] });
  rt("/", () => "here");
  const ask = async (host: string) => (await read(app.request(`http://${host}/`))).status;

  deepStrictEqual(
    await Promise.all(["example.org", "a.example.com", "example.com", "b.org"].map(ask)),
    [200, 200, 421, 421],
  );
});

Deno.test("A Response with a visitor's session is kept out of shared caches", async () => {
  const { app, rt } = newApp();
  rt("/own", ({ session }) => {
    session.user = "eve";
    return new Response("hers", { headers: { "cache-control": "public, max-age=60" } });
  });

  const { headers } = await read(app.request("/own"));
  strictEqual(headers.get("cache-control"), "private, no-cache");
});
