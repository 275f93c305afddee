import { FileResponse, Redirect } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { HTMX, newApp, read } from "./_app.ts";

Deno.test("Redirect() leads a browser by status and htmx by header", async () => {
  const { app, rt } = newApp();
  const home = rt("/", () => "home");
  rt("/go", () => Redirect(home));
  const browser = await read(app.request("/go"));
  deepStrictEqual([browser.status, browser.headers.get("location")], [303, "/"]);
  const htmx = await read(app.request("/go", HTMX));
  deepStrictEqual([htmx.status, htmx.headers.get("hx-redirect")], [200, "/"]);
});

const ELSEWHERE = [
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://localhost@evil.example/",
  "http://localhost:81/",
];

Deno.test("Redirect() stays on this site unless told otherwise", async () => {
  const { app, rt } = newApp();
  rt("/go", { to: String }, ({ to }) => Redirect(to));
  rt("/out", { to: String }, ({ to }) => Redirect(to, { external: true }));
  const go = async (path: string, to: string) => {
    const { status, headers } = await read(app.request(`${path}?${new URLSearchParams({ to })}`));
    return [to, status, headers.get("location")];
  };
  deepStrictEqual(
    await Promise.all(ELSEWHERE.map((to) => go("/go", to))),
    ELSEWHERE.map((to) => [to, 400, null]),
  );
  deepStrictEqual(await go("/go", "/..//evil.example"), [
    "/..//evil.example",
    303,
    "http://localhost//evil.example",
  ]);
  deepStrictEqual(await go("/out", "https://a.example/b"), [
    "https://a.example/b",
    303,
    "https://a.example/b",
  ]);
  strictEqual((await go("/out", "javascript:alert(1)"))[1], 400);
});

Deno.test("FileResponse() is a file as it stands, or a download under a name", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/secret.txt`;
  await Deno.writeTextFile(path, "SECRET");
  const { app, rt } = newApp();
  rt("/f", () => FileResponse(path));
  rt("/d", () => FileResponse(path, { filename: "ü'x.txt" }));
  rt("/none", () => FileResponse(`${folder.path}/none.txt`));
  const { text, headers } = await read(app.request("/f"));
  deepStrictEqual([text, headers.get("content-type")], ["SECRET", "text/plain; charset=utf-8"]);
  const download = await read(app.request("/d"));
  strictEqual(
    download.headers.get("content-disposition"),
    "attachment; filename*=UTF-8''%C3%BC%27x.txt",
  );
  strictEqual((await app.request("/none")).status, 404);
});
