import { APIRouter, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { answer, newApp, read } from "../http/_app.ts";

Deno.test("APIRouter() keeps routes in another file, below a prefix", async () => {
  const api = APIRouter({ prefix: "/api", bodyWrap: (content) => P({ id: "api" }, ...content) });
  const thing = api("/thing/{id:int}", ({ id }) => ({ id }));
  api(function index() {
    return "index";
  });
  api.get("/page", () => P("x"));
  const { app } = newApp({ title: "T" });
  api.toApp(app);
  api("/late", () => "late");
  strictEqual(thing.to({ id: 3 }), "/api/thing/3");
  deepStrictEqual(await answer(app.request("/api/thing/3")), [200, '{"id":3}']);
  deepStrictEqual(await answer(app.request("/api/")), [200, "index"]);
  deepStrictEqual(await answer(app.request("/api/late")), [200, "late"]);
  match((await read(app.request("/api/page"))).text, /<body><p id="api"><p>x<\/p><\/p><\/body>/);
});
