import { deepStrictEqual, strictEqual } from "node:assert";
import { fastApp } from "@fasthtml/fasthtml";
import { basicLogout, userPwdAuth } from "@fasthtml/fasthtml/ext/basic-auth";

const SECRET = "a secret of at least 32 characters";

function toApp(...args: Parameters<typeof userPwdAuth>) {
  const { app, rt } = fastApp({ before: userPwdAuth(...args), secretKey: SECRET });
  rt("/", ({ auth }) => `Hello, ${auth}`);
  rt("/free", ({ auth }) => `Hello, ${auth}`);
  return async (authorization: string | undefined, path = "/") => {
    const headers: HeadersInit = authorization === undefined ? {} : { authorization };
    const answer = await app.request(path, { headers });
    return [answer.status, await answer.text()] as const;
  };
}

const basic = (text: string) => `Basic ${new TextEncoder().encode(text).toBase64()}`;

Deno.test("userPwdAuth() lets in who knows the password, and tells the handler who it is", async () => {
  const ask = toApp({ ada: "s3:cret", "zoë": "naïve" });
  deepStrictEqual(await ask(basic("ada:s3:cret")), [200, "Hello, ada"]);
  deepStrictEqual(await ask(basic("ada:s3:cret").replace("Basic", "bAsIc")), [200, "Hello, ada"]);
  deepStrictEqual(await ask(basic("zoë:naïve")), [200, "Hello, zoë"]);
});

Deno.test("userPwdAuth() answers 401 with a challenge where credentials are missing or malformed", async () => {
  const { app, rt } = fastApp({ before: userPwdAuth({ ada: "s3cret" }, { realm: 'the "den"' }) });
  rt("/", () => "in");
  const answer = await app.request("/");
  deepStrictEqual([answer.status, answer.headers.get("www-authenticate")], [
    401,
    'Basic realm="the \\"den\\"", charset="UTF-8"',
  ]);

  const ask = toApp({ ada: "s3cret", "": "empty", logout: "logout", nobody: "" });
  const malformed = [
    "Basic",
    "Basic ",
    "Basic a b",
    "Basic %%%",
    "Basic \u00e9",
    `Bearer ${btoa("ada:s3cret")}`,
    `Basic ${btoa("ada")}`,
    `Basic ${btoa("ada:\xff\xfe")}`,
    `Basic ${btoa("ada:s3cret")} x`,
  ];
  const wrong = ["ada:", "ada:s3cre", "ada:s3cret ", "bob:s3cret", ":empty", "logout:logout"]
    .concat("nobody:", "constructor:x", "__proto__:x").map(basic);
  for (const header of [undefined, ...malformed, ...wrong]) {
    strictEqual((await ask(header))[0], 401, header);
  }
});

Deno.test("userPwdAuth() takes a function, skips routes, and never reads the body of a stranger", async () => {
  const seen: string[][] = [];
  const ask = toApp(async (user, password) => {
    seen.push([user, password]);
    return await Promise.resolve(password === user.toUpperCase());
  }, { skip: ["/free"] });
  deepStrictEqual(await ask(basic("ada:ADA")), [200, "Hello, ada"]);
  strictEqual((await ask(basic("ada:ada")))[0], 401);
  strictEqual((await ask(basic("logout:LOGOUT")))[0], 401);
  deepStrictEqual(await ask(undefined, "/free"), [200, "Hello, undefined"]);
  deepStrictEqual(seen, [["ada", "ADA"], ["ada", "ada"]]);

  const { app, rt } = fastApp({ before: userPwdAuth({ ada: "s3cret" }), secretKey: SECRET });
  rt.post("/add", { n: Number }, ({ n }) => n);
  const body = new ReadableStream({ pull: () => Promise.reject(new Error("read")) });
  const request = new Request("http://localhost/add", { method: "POST", body });
  strictEqual((await app.request(request)).status, 401);
});

Deno.test("userPwdAuth() remembers what was right for some seconds, and nothing else", async () => {
  const { now } = performance;
  try {
    let time = 0, seen: string[] = [];
    performance.now = () => time;
    const ask = toApp((user, password) => {
      seen.push(`${user}:${password}`);
      return password === "right";
    }, { remember: 60 });
    const after = async (seconds: number, ...pairs: string[]) => {
      time = seconds * 1000;
      const answers = [];
      for (const pair of pairs) answers.push((await ask(basic(pair)))[0]);
      return [answers, seen.splice(0)];
    };
    deepStrictEqual(
      await after(0, "ada:right", "ada:right", "ada:wrong", "ada:wrong", "bob:right"),
      [
        [200, 200, 401, 401, 200],
        ["ada:right", "ada:wrong", "ada:wrong", "bob:right"],
      ],
    );
    deepStrictEqual(await after(59, "ada:right"), [[200], []]);
    deepStrictEqual(await after(61, "ada:right"), [[200], ["ada:right"]]);
    // More than are remembered: the oldest is asked again.
    for (let i = 0; i < 999; i++) await ask(basic(`${i}:right`));
    deepStrictEqual(await after(62, "ada:right"), [
      [200],
      Array.from({ length: 999 }, (_, i) => `${i}:right`),
    ]);
    await ask(basic("one more:right"));
    seen = [];
    deepStrictEqual(await after(63, "ada:right"), [[200], ["ada:right"]]);
  } finally {
    performance.now = now;
  }
});

Deno.test("basicLogout() leads to credentials that no user has", () => {
  strictEqual(
    basicLogout({ url: new URL("https://example.com:8443/deep?x=1") }),
    "https://logout:logout@example.com:8443/",
  );
});
