import { StaticFiles } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { newApp, read } from "./_app.ts";

Deno.test("StaticFiles() and app.vurl() serve versions that browsers keep", async () => {
  await using temp = await tempFolder();
  const folder = temp.path;
  await Deno.writeTextFile(`${folder}/a.css`, "a {}");
  await Deno.writeTextFile(`${folder}/.env`, "SECRET");
  const { app } = newApp({ staticPath: folder });
  app.mount("/files", StaticFiles(folder, { cacheControl: "no-store" }));
  const cache = async (path: string) => {
    const { status, headers } = await read(app.request(path));
    return [status, headers.get("cache-control")];
  };
  const versioned = app.vurl("/a.css");
  match(versioned, /^\/a\.css\?v=[\w-]+$/);
  deepStrictEqual(await cache(versioned), [200, "public, max-age=31536000, immutable"]);
  deepStrictEqual(await cache("/a.css?v=old"), [200, "no-cache"]);
  deepStrictEqual(await cache("/files/a.css"), [200, "no-store"]);
  strictEqual((await cache("/files/.env"))[0], 404);
  strictEqual(app.vurl("/none.css"), "/none.css");
});
