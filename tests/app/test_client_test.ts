import { Client, cookie, P, Redirect } from "@fasthtml/fasthtml";
import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { answer, newApp } from "../http/_app.ts";

Deno.test("Client keeps cookies apart from those of another", async () => {
  const { app, rt } = newApp();
  rt("/n", ({ session }) => session.n = (session.n ?? 0) + 1);
  const [a, b] = [new Client(app), new Client(app)];
  await a.get("/n");
  deepStrictEqual([await answer(a.get("/n")), await answer(b.get("/n"))], [[200, "2"], [200, "1"]]);
});

Deno.test("Client sends forms as a browser does, and values as JSON", async () => {
  const { rt, client } = newApp();
  rt.post("/", async ({ req, data }) => ({
    type: req.headers.get("content-type"),
    data: { ...await data() },
  }));
  const send = async (init: Parameters<Client["post"]>[1]) =>
    await (await client.post("/", init)).json();
  deepStrictEqual(await send({ data: { a: "ü &=", n: 1, b: true, list: ["x", "y"] } }), {
    type: "application/x-www-form-urlencoded;charset=UTF-8",
    data: { a: "ü &=", n: "1", b: "true", list: ["x", "y"] },
  });
  deepStrictEqual(await send({ json: { a: [1] } }), {
    type: "application/json",
    data: { a: [1] },
  });
  deepStrictEqual((await send({ json: {}, data: { a: 1 } })).data, {});
  deepStrictEqual(
    (await send({
      body: "a=own",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }))
      .data,
    { a: "own" },
  );
});

Deno.test("Client has a method for each verb, and asks as htmx where it is told to", async () => {
  const { rt, client } = newApp();
  rt("/", ({ req, url, htmx }) => P(`${req.method} ${url.host} ${htmx.request}`), {
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
  });
  const seen = [];
  for (const verb of ["get", "post", "put", "patch", "delete"] as const) {
    seen.push(await (await client[verb]("/", { htmx: true })).text());
  }
  deepStrictEqual(
    seen,
    ["GET", "POST", "PUT", "PATCH", "DELETE"].map((verb) => `<p>${verb} testserver true</p>`),
  );
  const answer = await client.request("http://other.example/?q=1", { method: "PUT" });
  strictEqual(/PUT other\.example/.test(await answer.text()), true);
});

Deno.test("Client puts its baseUrl before URLs without an origin", async () => {
  const { app, rt } = newApp();
  rt("/a", ({ url }) => url.href);
  const client = new Client(app, { baseUrl: "https://shop.example:8443" });
  strictEqual(await (await client.get("/a")).text(), "https://shop.example:8443/a");
});

Deno.test("Client keeps and forgets cookies as answers say, and a header of the test's own counts", async () => {
  const { rt, client } = newApp();
  rt("/set", () => [cookie("a", "1"), cookie("b", "x=y; z", { maxAge: 60 }), "set"]);
  rt("/forget", () => [cookie("a", "", { maxAge: 0 }), "forgotten"]);
  rt("/read", ({ cookies }) => ({ ...cookies }));
  await client.get("/set");
  deepStrictEqual(await (await client.get("/read")).json(), { a: "1", b: "x=y; z" });
  const headers = { cookie: "c=3" };
  deepStrictEqual(await (await client.get("/read", { headers })).json(), { c: "3" });
  await client.get("/forget");
  deepStrictEqual([...client.cookies.keys()], ["b"]);
  client.cookies.set("own", "4");
  deepStrictEqual(await (await client.get("/read")).json(), { b: "x=y; z", own: "4" });
});

Deno.test("Client follows redirects where it is told to, with the body where a status says so", async () => {
  const { app, rt } = newApp();
  rt.get("/end", ({ url, cookies }) => `got ${url.search} ${cookies.a}`);
  rt.post("/end", async ({ body }) => `posted ${await body()}`);
  rt("/see", () => [cookie("a", "1"), Redirect("/end?x=1")]);
  for (const status of [307, 308]) {
    rt(`/${status}`, () => new Response(null, { status, headers: { location: "end" } }));
  }
  const client = new Client(app, { followRedirects: true });
  const post = async (path: string) => await answer(client.post(path, { body: "text" }));
  deepStrictEqual([await post("/see"), await post("/307"), await post("/308")], [
    [200, "got ?x=1 1"],
    [200, "posted text"],
    [200, "posted text"],
  ]);
  const still = await new Client(app).post("/see");
  deepStrictEqual([still.status, still.headers.get("location")], [303, "/end?x=1"]);
});

Deno.test("Client takes secrets to no other origin, and does not follow redirects for ever", async () => {
  const { app, rt } = newApp();
  rt.post("/leave", ({ session }) => {
    session.name = "eve";
    return new Response(null, { status: 307, headers: { location: "https://evil.example/end" } });
  });
  rt.post("/end", ({ headers }) => ({
    sent: ["authorization", "cookie", "x-own"].map((name) => headers.get(name)),
  }));
  rt("/round", () => Redirect("/round"));
  const client = new Client(app, { followRedirects: true });
  const headers = { authorization: "Bearer x", "x-own": "1" };
  deepStrictEqual(await (await client.post("/leave", { headers })).json(), {
    sent: [null, null, "1"],
  });
  await rejects(client.get("/round"), {
    message: "Cannot follow redirects: more than 20 from /round, expected a page",
  });
});

Deno.test("Client starts with the session that it is given, and tells what became of it", async () => {
  const { app, rt } = newApp({ session: { encrypt: true, path: "/shop" } });
  rt("/shop", ({ session }) => session.pop("user"));
  rt("/shop/add", ({ session }) => void (session.basket = [...session.get("basket", []), 1]));
  const client = new Client(app, { session: { user: "eve", basket: [0] } });
  deepStrictEqual(client.session, { user: "eve", basket: [0] });
  deepStrictEqual(await answer(client.get("/shop", { htmx: true })), [200, "eve"]);
  await client.get("/shop/add");
  deepStrictEqual(client.session, { basket: [0, 1] });
  throws(() => Object.assign(client.session, { user: "bob" }), TypeError);
  client.session = { user: "bob" };
  deepStrictEqual(await answer(client.get("/shop", { htmx: true })), [200, "bob"]);
  client.session = {};
  deepStrictEqual([client.session, client.cookies.size], [{}, 0]);
  deepStrictEqual(new Client(app).session, {});
});

Deno.test("Client keeps a session of https as a browser does, or says that it can't", async () => {
  const { app, rt } = newApp();
  rt("/", ({ session }) => session.user);
  const client = new Client(app, { session: { user: "eve" }, baseUrl: "https://a.example" });
  deepStrictEqual([...client.cookies.keys()], ["__Host-session_"]);
  deepStrictEqual(await answer(client.get("/", { htmx: true })), [200, "eve"]);
  const secure = newApp({ session: { secure: true } }).app;
  throws(() => new Client(secure, { session: { user: "eve" } }), {
    message: "Cannot set the session: a client at http://testserver does not keep its cookie, " +
      "expected a baseUrl of https",
  });
  throws(() => new Client({ fetch: () => new Response() }).session, {
    message: "Cannot use the session: found a function, expected an application",
  });
});
