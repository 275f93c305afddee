import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, newApp } from "../_app.ts";

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
  throws(() => wrong(() => ""), {
    name: "TypeError",
    message: "Cannot add a route: a function without a name, expected a path",
  });
});
