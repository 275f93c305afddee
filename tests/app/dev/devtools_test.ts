import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { newApp, read } from "../../http/_app.ts";

const PATH = "/.well-known/appspecific/com.chrome.devtools.json";

Deno.test("live tells Chrome's developer tools the program's folder, behind no guard", async () => {
  const ask = () => read(newApp({ live: true, before: () => "guard" }).app.request(PATH));
  const { headers, text } = await ask();
  strictEqual(headers.get("content-type"), "application/json");
  const { workspace: { root, uuid } } = JSON.parse(text);
  strictEqual(root, fileURLToPath(new URL(".", Deno.mainModule)));
  match(uuid, /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  deepStrictEqual((await ask()).text, text);
});

Deno.test("Without live, there is nothing of developer tools", async () => {
  strictEqual((await read(newApp().app.request(PATH))).status, 404);
  strictEqual((await read(newApp({ debug: true }).app.request(PATH))).status, 404);
});
