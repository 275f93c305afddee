import { APIRouter, HttpHeader, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { answer, HTMX, newApp, read } from "../_app.ts";

Deno.test("rt() declares by path, name, verb and group", async () => {
  const { app, rt } = newApp();
  rt(function index() {
    return "index";
  });
  rt(function about() {
    return "about";
  });
  rt("/group", { get: () => "get", post: () => "post" });
  rt(
    "/class",
    class {
      get() {
        return "class get";
      }
      delete() {
        return "class delete";
      }
    },
  );
  rt("/named", function put() {
    return "put";
  });
  const cases = ["GET /", "POST /about", "GET /group", "POST /group", "PUT /group", "GET /class"]
    .concat(["DELETE /class", "PUT /named", "GET /named"]);
  const answers = await Promise.all(cases.map((line) => {
    const [method, path] = line.split(" ");
    return app.request(path!, { method: method! });
  }));
  const texts = answers.map(async (response) => response.ok ? await response.text() : "405");
  deepStrictEqual(await Promise.all(texts), [
    "index",
    "about",
    "get",
    "post",
    "405",
    "class get",
    "class delete",
    "put",
    "405",
  ]);
});

Deno.test("rt() binds the parameters of a group, and calls its methods on the group", async () => {
  const { app, rt } = newApp();
  rt("/n/{id:int}", { q: "none" }, {
    get({ id, q }) {
      return `get ${id} ${q}`;
    },
    put({ id, q }) {
      return `put ${id} ${q}`;
    },
  });
  class Counter {
    n = 0;
    get() {
      return `${this.n}`;
    }
    post() {
      return `${++this.n}`;
    }
  }
  strictEqual(rt("/counter", Counter).name, "");
  const ask = (line: string) => {
    const [method, path] = line.split(" ");
    return answer(app.request(path!, { method: method! }));
  };
  deepStrictEqual(await ask("GET /n/1"), [200, "get 1 none"]);
  deepStrictEqual(await ask("PUT /n/2?q=x"), [200, "put 2 x"]);
  deepStrictEqual([
    await ask("POST /counter"),
    await ask("POST /counter"),
    await ask("GET /counter"),
  ], [
    [200, "1"],
    [200, "2"],
    [200, "2"],
  ]);
});

Deno.test("rt() names a class's path after the class", async () => {
  const { app, rt } = newApp();
  (rt as unknown as (group: unknown) => void)(
    class AboutUs {
      get() {
        return "about";
      }
    },
  );
  deepStrictEqual(await answer(app.request("/aboutUs")), [200, "about"]);
});

Deno.test("rt() takes parameters and options with and without a path", async () => {
  const { app, rt } = newApp();
  rt({ n: 1 }, function twice({ n }) {
    return `${n * 2}`;
  }, { name: "double" });
  rt("/sum/{a:int}", { b: 2 }, ({ a, b }) => `${a + b}`, { name: "sum" });
  rt(function plain() {
    return "plain";
  }, { methods: "put" });
  deepStrictEqual(await answer(app.request("/twice?n=4")), [200, "8"]);
  deepStrictEqual(await answer(app.request("/sum/1")), [200, "3"]);
  deepStrictEqual(await answer(app.request("/plain", { method: "PUT" })), [200, "plain"]);
  deepStrictEqual([app.urlFor("double"), app.urlFor("sum", { a: 1 })], ["/twice", "/sum/1"]);
});

Deno.test("rt.get() and the others answer one verb, whatever the function's name", async () => {
  const { app, rt } = newApp();
  for (const verb of ["get", "post", "put", "patch", "delete"] as const) {
    const route = rt[verb](`/${verb}`, function put() {
      return verb;
    });
    deepStrictEqual(route.verbs, [verb.toUpperCase()]);
    const init = { method: verb.toUpperCase() };
    deepStrictEqual(await answer(app.request(`/${verb}`, init)), [200, verb]);
    const own = app[verb](`/own/${verb}`, () => `own ${verb}`);
    deepStrictEqual(own.verbs, [verb.toUpperCase()]);
  }
  // A function named after a verb is a path where it declares none.
  deepStrictEqual(rt(function put() {}).path, "/put");
});

Deno.test("rt.head() and rt.options() answer their methods, beside GET", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "get");
  rt.head("/x", () => new HttpHeader("X-Size", "3"));
  rt.options("/x", () => "options");
  rt("/group", { get: () => "get", head: () => new HttpHeader("X-Size", "4") });
  const ask = async (method: string, path: string) => {
    const { status, headers, text } = await read(app.request(path, { method }));
    return [status, headers.get("x-size") ?? headers.get("allow"), text];
  };
  deepStrictEqual(
    await Promise.all([
      ask("GET", "/x"),
      ask("HEAD", "/x"),
      ask("OPTIONS", "/x"),
      ask("HEAD", "/group"),
    ]),
    [[200, null, "get"], [200, "3", ""], [200, null, "options"], [200, "4", ""]],
  );
  strictEqual((await ask("PUT", "/x"))[1], "HEAD, GET, OPTIONS");
});

Deno.test("rt() takes methods among the parameters as an option, where it is a list of names", async () => {
  const { app, rt } = newApp();
  const shop = APIRouter({ prefix: "/shop" });
  const welcome = rt(
    "/welcome",
    { methods: ["Post", "put"], username: "" },
    (context) => `${context.username} ${"methods" in context}`,
  );
  app.route("/only", { methods: ["PATCH"] }, () => "only");
  shop({ methods: ["post"] }, function add() {
    return "add";
  });
  shop.toApp(app);
  const other = rt("/other", { methods: [String] }, ({ methods }) => methods.join());
  const ask = (method: string, path: string) => answer(app.request(path, { method }));
  deepStrictEqual(await ask("PUT", "/welcome?username=ann"), [200, "ann false"]);
  deepStrictEqual(await ask("PATCH", "/only"), [200, "only"]);
  deepStrictEqual(await ask("POST", "/shop/add"), [200, "add"]);
  deepStrictEqual(await ask("GET", "/other?methods=a&methods=b"), [200, "a,b"]);
  const { status, headers } = await read(app.request("/welcome"));
  deepStrictEqual([status, headers.get("allow")], [405, "POST, PUT"]);
  strictEqual(welcome.to({ username: "ann" }), "/welcome?username=ann");
  strictEqual(other.to({ methods: ["POST"] }), "/other?methods=POST");
});

Deno.test("rt() rejects methods that HTTP has not, no methods, and methods beside a group", () => {
  const { rt } = newApp();
  const known = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, TRACE";
  const rejects = (declare: () => void, found: string, expected = `some of ${known}`) =>
    throws(declare, {
      name: "TypeError",
      message: `Cannot add route "/x": ${found}, expected ${expected}`,
    });
  rejects(() => rt("/x", { methods: ["GET", "psot"] }, () => ""), "PSOT");
  rejects(() => rt("/x", { methods: [] }, () => ""), "no methods");
  rejects(() => rt("/x", () => "", { methods: "fetch" }), "FETCH");
  rejects(() => rt("/x", () => "", { methods: [] }), "no methods");
  const group = { get: () => "" };
  rejects(() => rt("/x", group, { methods: "PUT" }), "methods beside a group", "one of them");
});

Deno.test("rt.named() gives routes the paths and names of their keys, below a prefix", async () => {
  const { app } = newApp();
  const shop = APIRouter({ prefix: "/shop" });
  const { index, add, item, both, about } = shop.named({
    index: shop(() => [add, item.to({ id: 1 }), both, index].map((link) => P(`${link}`))),
    add: shop.post({ title: String }, ({ title }) => `add ${title}`, { name: "adding" }),
    item: shop("/item/{id:int}", ({ id }) => `item ${id}`),
    both: [shop.get(() => "read"), shop.put({ n: 1 }, ({ n }) => `put ${n + 1}`)],
    about: shop(function aboutUs() {
      return "about";
    }),
  });
  shop.toApp(app);
  deepStrictEqual([`${index}`, `${add}`, item.to({ id: 2 }), both.to(), `${about}`], [
    "/shop/",
    "/shop/add",
    "/shop/item/2",
    "/shop/both",
    "/shop/aboutUs",
  ]);
  deepStrictEqual([app.urlFor("index"), app.urlFor("adding"), app.urlFor("both")], [
    "/shop/",
    "/shop/add",
    "/shop/both",
  ]);
  deepStrictEqual(await answer(app.request("/shop/", HTMX)), [
    200,
    "<p>/shop/add</p><p>/shop/item/1</p><p>/shop/both</p><p>/shop/</p>",
  ]);
  const ask = (method: string, path: string) => answer(app.request(path, { method }));
  deepStrictEqual(await ask("POST", "/shop/add?title=x"), [200, "add x"]);
  deepStrictEqual(await ask("GET", "/shop/item/3"), [200, "item 3"]);
  deepStrictEqual(await ask("GET", "/shop/both"), [200, "read"]);
  deepStrictEqual(await ask("PUT", "/shop/both?n=2"), [200, "put 3"]);
  strictEqual((await app.request("/shop/add")).status, 405);
});

Deno.test("rt.named() rejects what this rt has not made, and makes each route once", () => {
  const { rt } = newApp();
  const named = rt.named as unknown as (routes: Record<string, unknown>) => void;
  const message = (found: string) =>
    `Cannot name a route "x": found ${found}, expected what this rt declared, once`;
  throws(() => named({ x: () => "" }), { name: "TypeError", message: message("function x") });
  throws(() => named({ x: undefined }), { message: message("undefined") });
  const once = rt(() => "");
  named({ y: once });
  throws(() => named({ x: once }), { message: message("Object") });
});

Deno.test("rt() of a function without a name throws as the program starts, without a key", async () => {
  const code = `import { fastApp } from "@fasthtml/fasthtml";
    fastApp().rt.post(() => "");
    setTimeout(() => console.log("started"));`;
  const args = ["eval", "--no-check", code];
  const env = { NO_COLOR: "1" };
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, env })
    .output();
  deepStrictEqual([success, new TextDecoder().decode(stdout)], [false, ""]);
  match(
    new TextDecoder().decode(stderr),
    /^error: Uncaught TypeError: Cannot add a route: a function without a name, expected a path or a key in rt\.named\(\)\n[^]*eval\.mts:2:18/,
  );
});

Deno.test("rt() rejects what is no handler", () => {
  const { rt } = newApp();
  const wrong = rt as unknown as (...args: unknown[]) => void;
  throws(() => wrong("/x"), {
    name: "TypeError",
    message: 'Cannot add route "/x": no handler, expected a function',
  });
  throws(() => wrong("/x", "text"), /"\/x": a handler of type string, expected a function/);
  throws(() => wrong("/x", {}), /"\/x": a handler of type object, expected a function/);
  throws(() => wrong(), /Cannot add route "": no handler/);
});
