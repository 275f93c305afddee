import { Beforeware, Redirect } from "@fasthtml/fasthtml";
import { userPwdAuth } from "@fasthtml/fasthtml/ext/basic-auth";
import { deepStrictEqual, strictEqual } from "node:assert";
import { type TempFolder, tempFolder } from "../_temp.ts";
import { answer, newApp, read } from "../http/_app.ts";

/** A folder of static files. */
async function makeFiles(...names: string[]): Promise<TempFolder> {
  const folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/sub`);
  for (const name of names) await Deno.writeTextFile(`${folder.path}/${name}`, "file");
  return folder;
}

const members = (skip: (string | RegExp)[]) =>
  Beforeware(({ session }) => session.auth ? undefined : Redirect("/login"), { skip });

/** Skips, and what strangers are answered: the status, or where they are sent. */
const STRANGERS: [skip: (string | RegExp)[], path: string, answer: number | string][] = [
  [["/login"], "/login", 200],
  [["/login"], "/login/", 307],
  [["/login"], "/", "/login"],
  [["/login"], "/a.css", "/login"],
  [["/login"], "/none.css", "/login"],
  [["/login"], "/page/", "/login"],
  [["/login"], "/favicon.ico", "/login"],
  [["/login"], "/_fasthtml/none.js", "/login"],
  [["/favicon\\.ico"], "/favicon.ico", 204],
  [[/.*\.css/], "/a.css", 200],
  [[/.*\.css/], "/sub/a%20b.css", 200],
  [[/.*\.css/], "/none.css", 404],
  [[/.*\.css/], "/a.txt", "/login"],
  [[/\/a\.CSS/i], "/%61.css", 200],
  [["/sub/a b\\.css"], "/sub/a%20b.css", 200],
  [[/\/[^/]*\.css/], "/sub/a%20b.css", "/login"],
  [[/\/[^/]*\.css/], "/sub%2Fa%20b.css", "/login"],
  [[/\/sub%2F.*/], "/sub%2Fa%20b.css", "/login"],
  [["/doc/.*"], "/doc/%ff", 404],
  [["/[^%]*"], "/%ff.css", "/login"],
];

Deno.test("findMiss() has guards before static files and before nothing, but for what is skipped", async () => {
  await using folder = await makeFiles("a.css", "a.txt", "sub/a b.css");
  for (const [skip, path, expected] of STRANGERS) {
    const { app, rt } = newApp({ before: members(skip), staticPath: folder.path });
    for (const path of ["/", "/login", "/page"]) rt(path, () => "page");
    const { status, headers } = await read(app.request(path));
    const found = status === 303 ? headers.get("location") : status;
    deepStrictEqual([skip, path, found], [skip, path, expected]);
  }
});

Deno.test("findMiss() says 405 and 404 to those who are let in alone", async () => {
  const { app, rt, client } = newApp({ before: members(["/in"]) });
  rt.get("/page", () => "page");
  rt("/in", ({ session }) => void (session.auth = "ada"));
  const ask = async () => {
    const asked = [
      client.put("/page"),
      client.post("/none"),
      client.get("/page/"),
      client.get("/none"),
    ];
    return (await Promise.all(asked)).map(({ status }) => status);
  };
  deepStrictEqual(await ask(), [303, 303, 303, 303]);
  strictEqual((await app.request("/in", { method: "PUT" })).status, 405);
  await client.get("/in");
  deepStrictEqual(await ask(), [405, 404, 307, 404]);
});

Deno.test("findMiss() keeps what guards let through out of shared caches", async () => {
  await using folder = await makeFiles("a.css");
  const versioned = async (options: object) => {
    const { app } = newApp({ staticPath: folder.path, ...options });
    const headers = { authorization: `Basic ${btoa("ada:s3cret")}` };
    const { headers: found } = await read(app.request(app.vurl("/a.css"), { headers }));
    return [found.get("cache-control"), found.get("vary")];
  };
  const before = userPwdAuth({ ada: "s3cret" });
  deepStrictEqual(await versioned({}), ["public, max-age=31536000, immutable", null]);
  deepStrictEqual(await versioned({ before }), ["private, max-age=31536000, immutable", null]);
  deepStrictEqual(await versioned({ before: ({ session }: { session: object }) => void session }), [
    "private, max-age=31536000, immutable",
    "Cookie",
  ]);
});

Deno.test("findMiss() sends the session that a guard has changed, with a file as with 404", async () => {
  await using folder = await makeFiles("a.css");
  const { app, client, rt } = newApp({
    staticPath: folder.path,
    before: ({ session }) => void (session.n = (session.n ?? 0) + 1),
  });
  rt("/", ({ session }) => session.n);
  app.addExceptionHandler(404, ({ session }) => `404 ${session.n}`);
  deepStrictEqual(await answer(client.get("/a.css")), [200, "file"]);
  deepStrictEqual(await answer(client.get("/none")), [404, "404 2"]);
  deepStrictEqual(await answer(client.get("/")), [200, "3"]);
});
