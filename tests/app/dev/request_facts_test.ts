import { P } from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, match } from "node:assert";
import { logged, newApp, read } from "../../http/_app.ts";

/** The names and values that an error page shows. */
async function factsOf(response: Response | Promise<Response>): Promise<Record<string, string>> {
  const { text } = await read(response);
  const rows = text.matchAll(/<dt><code>([^<]*)<\/code><\/dt><dd><code>([^<]*)/g);
  return Object.fromEntries([...rows].map(([, name, value]) => [name, value]));
}

Deno.test("The error page shows route, parameters, form data and headers, and hides secrets", async () => {
  const { app, rt } = newApp({ debug: true, exceptionHandlers: {} });
  rt.post("/user/{id:int}", { name: String, when: Date }, function save(): never {
    throw new Error("broken");
  });
  const body = new FormData();
  const sent = {
    name: "<Eve>",
    author: "me",
    when: "2026-01-02",
    password: "hunter2",
    apiKey: "hunter2",
    card_number: "hunter2",
    postcode: "12345",
    long: "x".repeat(501),
  };
  Object.entries(sent).forEach(([name, value]) => body.append(name, value));
  body.append("file", new File(["hunter2"], "a.txt"));
  const headers = {
    "x-tab": "3",
    authorization: "Bearer hunter2",
    cookie: "session_=hunter2",
    "x-api-key": "hunter2",
  };
  let facts = {}, html = "";
  await logged(async () => {
    const ask = () =>
      app.request("/user/7?tab=x&code=hunter2&token=hunter2", { method: "POST", headers, body });
    facts = await factsOf(ask());
    html = (await read(ask())).text;
  });
  deepStrictEqual({ ...facts, "content-type": "" }, {
    id: "7",
    name: "&lt;Eve&gt;",
    when: "2026-01-02",
    tab: "x",
    code: "(hidden)",
    token: "(hidden)",
    author: "me",
    password: "(hidden)",
    apiKey: "(hidden)",
    card_number: "(hidden)",
    postcode: "12345",
    long: `${"x".repeat(500)}…`,
    file: "a.txt (7 bytes)",
    "x-tab": "3",
    authorization: "(hidden)",
    cookie: "(hidden)",
    "x-api-key": "(hidden)",
    "content-type": "",
  });
  doesNotMatch(html.replace(/<pre[^]*?<\/pre>/g, ""), /hunter2/);
  match(
    html,
    /<code>POST \/user\/\{id:int\} \(save\)<\/code> <a href="vscode:[^"]*">request_facts_test\.ts:\d+:\d+/,
  );
});

Deno.test("The error page of a body that can't be read shows no form data", async () => {
  const { app, rt } = newApp({ debug: true, exceptionHandlers: {} });
  rt.post("/", { name: String }, ({ name }) => P(name));
  const headers = { "content-type": "application/json", accept: "text/html" };
  const { status, text } = await read(app.request("/", { method: "POST", body: "{", headers }));
  deepStrictEqual([status, text.includes("<p>Form data</p>")], [400, false]);
});
