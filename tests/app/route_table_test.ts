import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, logged, newApp } from "../http/_app.ts";

Deno.test("rt() warns of a route that no request reaches, and replaces one of the same name", async () => {
  const { rt, client } = newApp();
  const warnings = await logged(() => {
    rt("/over", function first() {
      return "first";
    });
    rt("/over", function second() {
      return "second";
    });
    rt("/same/{a}", function same() {
      return "old";
    });
    rt("/same/{b}", function same() {
      return "new";
    });
  }, "warn");
  deepStrictEqual(await answer(client.get("/over")), [200, "first"]);
  deepStrictEqual(await answer(client.get("/same/x")), [200, "new"]);
  deepStrictEqual(warnings.flat(), [
    "GET /over (second) is never reached: /over (first) was declared before",
    "POST /over (second) is never reached: /over (first) was declared before",
  ]);
});

Deno.test("app.urlFor() finds a route by its name", () => {
  const { app, rt } = newApp();
  rt("/user/{name}", () => "", { name: "user" });
  strictEqual(app.urlFor("user", { name: "jo" }), "/user/jo");
  throws(() => app.urlFor("nobody"), /no route "nobody", expected one of user/);
});
