import { HTTPException } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { STATUS_CODES } from "node:http";
import { report, showSource, toPhrase } from "../../lib/http/errors.ts";
import { GERMAN } from "../fixtures/german.ts";
import { detail, headsOf, logged, newApp } from "./_app.ts";

Deno.test("HTTPException answers with its status, detail and headers", async () => {
  const { app, rt } = newApp();
  rt("/x", () => {
    throw new HTTPException(401, "Who?", { headers: { "www-authenticate": "Basic" } });
  });
  const response = await app.request("/x");
  strictEqual(response.headers.get("www-authenticate"), "Basic");
  deepStrictEqual(await detail(response), [401, "Who?"]);
  throws(() => new HTTPException(200), /expected 400 to 599/);
});

Deno.test("HTTPException takes the statuses of errors alone", () => {
  for (const status of [400, 404, 499, 599]) strictEqual(new HTTPException(status).status, status);
  for (const status of [0, 200, 399, 600, 404.5, NaN, Infinity, "404" as unknown as number]) {
    throws(() => new HTTPException(status), {
      name: "RangeError",
      message: `Cannot make an HTTPException: status ${status}, expected 400 to 599`,
    });
  }
});

Deno.test("HTTPException is an error with its own name, its phrase and its cause", () => {
  const cause = new Error("inner");
  const plain = new HTTPException(404), told = new HTTPException(404, "No such todo", { cause });
  deepStrictEqual(
    [plain.name, plain.message, plain.detail, plain.headers, plain.cause],
    ["HTTPException", "Not Found", "Not Found", {}, undefined],
  );
  deepStrictEqual([told.message, told.detail, told.cause], ["No such todo", "No such todo", cause]);
  strictEqual(new HTTPException(404, "").detail, "");
  strictEqual(told instanceof Error && told.stack!.includes("errors_test.ts"), true);
});

Deno.test("detailFor() is what the user of a request reads, in the user's language", async () => {
  const tell = { key: "tooManyFiles", values: { most: 2 } } as const;
  const errors = [
    new HTTPException(413, "Cannot", { tell }),
    new HTTPException(404),
    new HTTPException(409, "taken"),
    new HTTPException(409, "taken", { tell: "vergeben" }),
    new HTTPException(499),
  ];
  const { app, rt } = newApp({ messages: { de: GERMAN } });
  rt("/", (context) => errors.map((error) => error.detailFor(context)).join("|"));
  const told = async (language: string) =>
    await (await app.request("/", { headers: { "accept-language": language } })).text();
  strictEqual(
    await told("en"),
    "These are too many files: 2 at most.|Not Found|taken|vergeben|Error",
  );
  strictEqual(
    await told("de"),
    "Höchstens 2 Dateien.|Nicht gefunden|taken|vergeben|Fehler",
  );
});

/** Where node:http has the phrase of an older RFC than 9110. */
const NEWER: Readonly<Record<string, string>> = {
  413: "Content Too Large",
  418: "I'm a teapot",
  422: "Unprocessable Content",
};

Deno.test("toPhrase() has the phrases of the registry, and a word for all other statuses", () => {
  const known = Object.entries({ ...STATUS_CODES, ...NEWER })
    .filter(([status]) => +status >= 400 && toPhrase(+status) !== "Error");
  deepStrictEqual(known.map(([status]) => [status, toPhrase(+status)]), known);
  const common = [400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 421, 422, 426, 429, 500, 503];
  deepStrictEqual(common.filter((status) => toPhrase(status) === "Error"), []);
  deepStrictEqual([499, 599, 200].map((status) => toPhrase(status)), ["Error", "Error", "Error"]);
});

Deno.test("report() logs an error with its request and route", async () => {
  const error = new Error("broken");
  const request = new Request("http://a.example/x?y", { method: "POST" });
  const route = { name: "save", path: "/{name}" };
  const [line] = await logged(() => report(error, { req: request, route }));
  strictEqual(`${line}`.split("\n")[0], "POST /x?… (save): Error: broken");
});

Deno.test("showSource() shows no value of a query, as one may be a code or a token", () => {
  const shown = Object.entries({
    "http://a.example/in?code=s3cret&state=a%26b&x": "GET /in?code=…&state=…&…",
    "http://a.example/in?a=&b=1=2": "GET /in?a=…&b=…",
    "http://a.example/in?s3cret": "GET /in?…",
    "http://a.example/a=b": "GET /a=b",
  });
  deepStrictEqual(shown.map(([url]) => [url, showSource({ req: new Request(url) })]), shown);
});

Deno.test("report() shows the path as declared where a parameter of it may be a secret", async () => {
  const { app, rt } = newApp();
  rt("/in/{token}", () => {
    throw new Error("x");
  });
  rt("/user/{id}", () => {
    throw new Error("y");
  });
  const lines = await logged(async () => {
    await app.request("/in/SECRET?a=1");
    await app.request("/user/7");
  });
  deepStrictEqual(headsOf(lines), [
    "GET /in/{token}: Error: x",
    "GET /user/7 (/user/{id}): Error: y",
  ]);
});
