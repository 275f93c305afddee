import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { fileURLToPath } from "node:url";
import { Validator } from "@seriousme/openapi-schema-validator";
import openapiTS, { astToString } from "openapi-typescript";
import { openapi, type OpenApiDocument } from "../../ext/openapi.ts";
import { limit } from "../../ext/ratelimit.ts";
import { Beforeware, fastApp, FastHTML } from "../../mod.ts";
import { api, app as everything } from "../fixtures/openapi.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";

class Item {
  id = 0;
}
const returns = { returns: Item };

/** Fails unless a document is one of OpenAPI 3.1. */
async function validate(document: OpenApiDocument): Promise<void> {
  const sent = JSON.parse(JSON.stringify(document));
  deepStrictEqual(await new Validator().validate(sent), { valid: true });
}

Deno.test("a document of every kind of declaration is valid, and served as it is made", async () => {
  const document = api.toDocument();
  await validate(document);
  const response = await everything.request("/openapi.json");
  strictEqual(response.headers.get("content-type"), "application/json");
  deepStrictEqual(await response.json(), JSON.parse(JSON.stringify(document)));
  strictEqual(Object.keys(document.paths).length, 22);
});

for (const name of ["accounts", "passkey", "stripe_checkout", "todo/main"]) {
  Deno.test(`a document of all routes of examples/${name}.ts is valid`, async () => {
    await using folder = await tempFolder();
    const program = fileURLToPath(new URL("./openapi_describe.ts", import.meta.url));
    const example = new URL(`../../examples/${name}.ts`, import.meta.url).href;
    const db = `${folder.path}/rows.db`;
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", program, example],
      cwd: folder.path,
      env: {
        FASTHTML_SECRET: "x".repeat(32),
        STRIPE_SECRET_KEY: "sk_test_none",
        ACCOUNTS_DB: db,
        PASSKEY_DB: db,
        PAYMENTS_DB: db,
        TODO_DB: db,
      },
    }).output();
    ok(success, new TextDecoder().decode(stderr));
    const document = JSON.parse(new TextDecoder().decode(stdout));
    await validate(document);
    ok(Object.keys(document.paths).length > 1);
  });
}

Deno.test("a document has the title and the version, and what an edit adds", async () => {
  const { app, rt } = fastApp({ title: "Shop" });
  rt.get("/items", () => [], returns);
  const api = openapi(app, {
    version: "3.0.0",
    description: "What we sell",
    edit: (document) => {
      const scheme = { type: "http", scheme: "bearer" };
      document.components.securitySchemes = { token: scheme };
      return { ...document, security: [{ token: [] }], servers: [{ url: "https://a.example" }] };
    },
  });
  const { info, security, servers, components } = api.toDocument();
  deepStrictEqual(info, { title: "Shop", version: "3.0.0", description: "What we sell" });
  deepStrictEqual(security, [{ token: [] }]);
  deepStrictEqual(servers, [{ url: "https://a.example" }]);
  deepStrictEqual(components.securitySchemes, { token: { type: "http", scheme: "bearer" } });
  await validate(api.toDocument());
});

Deno.test("only routes that say what they return are described, or all but those to skip", () => {
  const { app, rt } = fastApp();
  const secret = rt.get("/secret", () => [], returns);
  rt.get("/admin/users", () => [], returns);
  rt.get("/items", () => [], returns);
  rt.get("/page", () => "A page");
  app.ws("/socket", () => {});
  const paths = (options = {}) =>
    Object.keys(openapi(app, { path: false, ...options }).toDocument().paths);
  deepStrictEqual(paths(), ["/secret", "/admin/users", "/items"]);
  deepStrictEqual(paths({ all: true }), ["/secret", "/admin/users", "/items", "/page"]);
  deepStrictEqual(paths({ skip: [secret, /\/admin\/.*/] }), ["/items"]);
  deepStrictEqual(paths({ skip: ["/secret", "/admin"] }), ["/admin/users", "/items"]);
});

Deno.test("the document describes neither itself nor its page, and what is declared later", async () => {
  const { app, rt } = fastApp();
  openapi(app, { all: true, page: "/docs" });
  const paths = async () => Object.keys((await (await app.request("/openapi.json")).json()).paths);
  deepStrictEqual(await paths(), []);
  rt.get("/items", () => [], returns);
  deepStrictEqual(await paths(), ["/items"]);
  const inner = new FastHTML();
  app.mount("/inner", inner);
  inner.get("/items", () => [], returns);
  deepStrictEqual(await paths(), ["/items", "/inner/items"]);
});

Deno.test("the document is made once for the same routes and guards", async () => {
  let made = 0;
  const { app, rt } = fastApp();
  rt.get("/items", () => [], returns);
  openapi(app, { edit: (document) => ({ ...document, "x-made": ++made }) });
  const times = async () => (await (await app.request("/openapi.json")).json())["x-made"];
  deepStrictEqual([await times(), await times()], [1, 1]);
  app.before.push(limit("1000/m"));
  deepStrictEqual([await times(), await times()], [2, 2]);
  const { paths } = await (await app.request("/openapi.json")).json();
  ok("429" in paths["/items"].get.responses);
  app.before[0] = () => {};
  deepStrictEqual([await times(), await times()], [3, 3]);
  app.before.pop();
  deepStrictEqual([await times(), await times()], [4, 4]);
});

Deno.test("there is a page in development alone, unless the program asks for one", async () => {
  const statuses = async (live: boolean, options = {}) => {
    const app = new FastHTML({ live, allowedHosts: ["localhost"] });
    openapi(app, options);
    const responses = [await app.request("/openapi.json"), await app.request("/docs")];
    await Promise.all(responses.map((response) => response.body?.cancel()));
    await app.close();
    return responses.map(({ status }) => status);
  };
  deepStrictEqual(await statuses(true), [200, 200]);
  deepStrictEqual(await statuses(false), [200, 404]);
  deepStrictEqual(await statuses(false, { page: "/docs" }), [200, 200]);
  deepStrictEqual(await statuses(true, { page: false }), [200, 404]);
  deepStrictEqual(await statuses(false, { path: false }), [404, 404]);
});

Deno.test("guards of the application and of its own run before document, page and files", async () => {
  const PATHS = ["/openapi.json", "/docs", "/docs/swagger-ui.5.35.0.js"];
  const statuses = (app: FastHTML) =>
    Promise.all(PATHS.map(async (path) => (await app.request(path)).status));
  const closed = fastApp({ before: Beforeware(() => new Response(null, { status: 401 })) }).app;
  openapi(closed, { page: "/docs" });
  deepStrictEqual(await statuses(closed), [401, 401, 401]);
  const { app } = fastApp();
  openapi(app, { page: "/docs", before: () => new Response(null, { status: 403 }) });
  deepStrictEqual(await statuses(app), [403, 403, 403]);
});

Deno.test("a page without a document is an error", () => {
  const { app } = fastApp();
  throws(() => openapi(app, { path: false, page: "/docs" }), {
    name: "TypeError",
    message: "Cannot describe an application: a page without a path, expected both",
  });
});

Deno.test("types that are made of the document are those of the client", async () => {
  const document = JSON.parse(JSON.stringify(api.toDocument()));
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
  const golden = new URL("../fixtures/golden/openapi.ts", import.meta.url);
  // `deno test -A tests/ext/openapi_test.ts -- --write` takes over a deliberate change.
  if (Deno.args.includes("--write")) Deno.writeTextFileSync(golden, types);
  strictEqual(types, Deno.readTextFileSync(golden));
});

Deno.test("a client of these types compiles, calls, and rejects wrong calls", async () => {
  const fixture = fileURLToPath(new URL("../fixtures/openapi.ts", import.meta.url));
  const client = fileURLToPath(new URL("./openapi_client.ts", import.meta.url));
  await using program = await startProgram(["run", "-A", "--no-check", fixture]);
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--check", client, program.origin],
  }).output();
  ok(success, new TextDecoder().decode(stderr));
  deepStrictEqual(JSON.parse(new TextDecoder().decode(stdout)), {
    added: { id: 1, title: "Read", done: false },
    form: { id: 2, title: "Written", done: true },
    list: [{ id: 1, title: "Read", done: false }],
    missing: [404, "Not Found"],
    wrong: [422, { age: "Invalid input: expected number, received string" }],
    item: "5c5b1a3e-4f0e-4d8f-9f5b-2f7c9a1d0e11",
  });
});
