import { deepStrictEqual, strictEqual } from "node:assert";
import { HTTPException, P } from "@fasthtml/fasthtml";
import { logged, newApp } from "../../http/_app.ts";
import { newLoggedApp } from "./_log.ts";

Deno.test("toEntry() shows no value of the query, nor of a path's parameter that may be a secret", async () => {
  const { app, rt, entries } = newLoggedApp();
  rt("/find", () => P("found"));
  for (const path of ["/in/{token}", "/reset/{user}/{reset_code}", "/a/{apiKey:path}"]) {
    rt(path, () => P("in"));
  }
  rt("/user/{id}", () => P("user"));
  const paths = [
    "/find?q=SECRET&page=2&SECRET",
    "/find?SECRET",
    "/find?",
    "/find?a=b=SECRET&&c",
    "/in/SECRET?x=SECRET",
    "/reset/7/SECRET",
    "/a/SECRET/SECRET",
    "/user/7",
  ];
  for (const path of paths) await app.request(path);
  deepStrictEqual(entries.map(({ path }) => path), [
    "/find?q=…&page=…&…",
    "/find?…",
    "/find?",
    "/find?a=…&&…",
    "/in/{token}",
    "/reset/{user}/{reset_code}",
    "/a/{apiKey:path}",
    "/user/7",
  ]);
});

Deno.test("toEntry() shows no secret of a path that has routes, where none of them answers", async () => {
  const { app, rt, entries } = newLoggedApp();
  const inner = newApp();
  rt.get("/in/{token}", () => P("in"));
  rt.get("/n/{code}", { code: Number }, () => P("n"));
  rt.post("/login", { password: Number, n: Number }, () => P("in"));
  app.ws("/live/{token}", () => {});
  inner.rt.get("/reset/{secret_key}", () => P("in"));
  app.mount("/shop", inner.app);
  await app.request("/in/SECRET", { method: "POST" });
  await app.request("/in/SECRET/");
  await app.request("/live/SECRET");
  await app.request("/n/SECRET");
  await app.request("/shop/reset/SECRET", { method: "PUT" });
  for (const [password, n] of [["SECRET", "1"], ["1", "x"]] as const) {
    await app.request("/login", { method: "POST", body: new URLSearchParams({ password, n }) });
  }
  const of = (verb: string, expected: string) =>
    `its routes are for ${verb}, expected one for ${expected}; ` +
    "a class or a file among the parameters is read from a body by POST";
  deepStrictEqual(entries.map(({ status, path, reason }) => [status, path, reason]), [
    [405, "/in/{token}", `Cannot answer POST /in/{token}: ${of("GET", "POST")}`],
    [307, "/in/{token}", undefined],
    [
      426,
      "/live/{token}",
      "Cannot answer GET /live/{token}: its route is a socket, expected a WebSocket",
    ],
    [404, "/n/{code}", 'Cannot read "code": received a value that is not shown, expected a number'],
    [405, "/shop/reset/{secret_key}", `Cannot answer PUT /reset/{secret_key}: ${of("GET", "PUT")}`],
    [
      400,
      "/login",
      'Cannot read "password": received a value that is not shown, expected a number',
    ],
    [400, "/login", 'Cannot read "n": received "x", expected a number'],
  ]);
});

Deno.test("toEntry() writes a client's text without control characters, and not without end", async () => {
  const { app, rt, entries } = newLoggedApp();
  rt("/boom", () => {
    throw new Error("a\nGET /forged\x1b[2J" + "x".repeat(1000));
  });
  rt("/no", () => {
    throw new HTTPException(403, "a\r\u202eb");
  });
  await logged(async () => {
    await app.request("/a%0Ab\u2028\u202e");
    await app.request("/" + "y".repeat(5000));
    await app.request("/boom");
    await app.request("/no");
  });
  const [nasty, long, error, , no] = entries;
  // deno-lint-ignore no-control-regex
  strictEqual(/[\0-\x1f\x7f-\x9f\u2028\u202e]/.test(nasty!.path), false);
  strictEqual(long!.path, `/${"y".repeat(999)}…`);
  strictEqual(error!.reason!.startsWith("Error: a\\nGET /forged\\u001b[2Jxxx"), true);
  strictEqual(error!.reason!.length < 600, true);
  strictEqual(no!.reason, "a\\u000d\\u202eb");
});

Deno.test("toEntry() has the path as it was sent, also of a target that is none", async () => {
  const { app, rt, entries } = newLoggedApp({ basePath: "/base" });
  rt("/user/{name}", ({ name }) => P(name));
  for (const path of ["/base/us%65r/Ann", "/user//Ann", "/user/../x"]) await app.request(path);
  await app.request("/user/7", { headers: { host: "a/b" } });
  deepStrictEqual(entries.map(({ path, route, status }) => [path, route, status]), [
    ["/base/us%65r/Ann", "/base/user/{name}", 200],
    ["/user//Ann", undefined, 404],
    ["/x", undefined, 404],
    ["/user/7", undefined, 400],
  ]);
});

Deno.test("toErrorEntry() has what was thrown, also what is no Error, and the causes in its reason", async () => {
  const { app, rt, entries } = newLoggedApp();
  const thrown = [new HTTPException(404, "gone", { cause: new Error("row 7") }), "text", null, 7n];
  rt("/{at:int}", ({ at }) => Promise.reject(thrown[at]));
  await logged(async () => {
    for (const at of thrown.keys()) await app.request(`/${at}`);
  });
  deepStrictEqual(
    entries.map(({ event, status, reason, error }) => [event, status, reason, error]),
    [
      ["request", 404, "row 7", thrown[0]],
      ["error", undefined, "text", "text"],
      ["request", 500, "text", "text"],
      ["error", undefined, "null", null],
      ["request", 500, "null", null],
      ["error", undefined, "7", 7n],
      ["request", 500, "7", 7n],
    ],
  );
});
