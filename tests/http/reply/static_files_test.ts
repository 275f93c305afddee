import { StaticFiles } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { answer, newApp, read } from "../_app.ts";

Deno.test("StaticFiles() serves a folder, and what is not there is a plain 404", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.css`, "a {}");
  await Deno.writeTextFile(`${folder.path}/.env`, "SECRET");
  const { app } = newApp();
  app.mount("/files", StaticFiles(folder.path, { cacheControl: "no-store" }));
  const file = await read(app.request("/files/a.css?v=1"));
  deepStrictEqual(
    [file.status, file.text, file.headers.get("cache-control")],
    [200, "a {}", "no-store"],
  );
  const head = await read(app.request("/files/a.css", { method: "HEAD" }));
  deepStrictEqual([head.status, head.headers.get("content-length"), head.text], [200, "4", ""]);
  const missing = [404, "404 Not Found"];
  for (const path of ["/files/.env", "/files/none.css", "/files/", "/files/..%2fx"]) {
    deepStrictEqual(await answer(app.request(path)), missing, path);
  }
  deepStrictEqual(await answer(app.request("/files/a.css", { method: "POST" })), missing);
});

Deno.test("StaticFiles() and staticPath take a folder as a URL", async () => {
  await using folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/ü b`);
  await Deno.writeTextFile(`${folder.path}/ü b/a.css`, "a {}");
  const url = new URL("file://");
  url.pathname = `${folder.path}/ü b`;
  const { app } = newApp({ staticPath: url });
  app.mount("/files", StaticFiles(url));
  deepStrictEqual(await answer(app.request("/a.css")), [200, "a {}"]);
  deepStrictEqual(await answer(app.request("/files/a.css")), [200, "a {}"]);
  match(app.vurl("/a.css"), /^\/a\.css\?v=4-/);
});

Deno.test("app.vurl() adds a file's version, which browsers keep for ever", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.css`, "a {}");
  const { app } = newApp({ staticPath: folder.path });
  const versioned = app.vurl("/a.css");
  match(versioned, /^\/a\.css\?v=4-[0-9a-z]+$/);
  const { headers } = await read(app.request(versioned));
  strictEqual(headers.get("cache-control"), "public, max-age=31536000, immutable");
  strictEqual(app.vurl("/none.css"), "/none.css");
  throws(() => app.vurl("/a.css/b"), Deno.errors.NotADirectory);
});
