import { deepStrictEqual } from "node:assert";
import { newApp } from "../http/_app.ts";

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
