import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { until } from "../_within.ts";
import { browserTest } from "./_browser.ts";

const args = ["run", "-A", fileURLToPath(new URL("../fixtures/uploads.ts", import.meta.url))];
const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';

/** A script that sends a request, and a button over the whole page that sends a form. */
function attack(name: string): string {
  return `<script ${XHTML}>new Image().src = "/note/${name}";</script>` +
    `<form ${XHTML} action="/note/${name}" method="post">` +
    '<button style="position:fixed;inset:0;width:300px;height:300px">Press</button></form>';
}

const FILES: Record<string, string> = {
  "a.html": attack("a.html"),
  "a.xhtml": `<html ${XHTML}><body>${attack("a.xhtml")}</body></html>`,
  "a.xml": `<root>${attack("a.xml")}</root>`,
  "a.rss": `<rss>${attack("a.rss")}</rss>`,
  "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">' +
    `<foreignObject width="300" height="300">${attack("a.svg")}</foreignObject></svg>`,
};

browserTest("files that users have uploaded run no script and send no form", {
  args,
  env: (folder) => ({ UPLOADS: folder }),
}, async ({ browser, program, folder }) => {
  // Its own page: what the policy blocks is an error in the console.
  const page = await browser.newPage({ baseURL: program.origin });
  for (const [name, text] of Object.entries(FILES)) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  const press = async (path: string) => {
    await page.goto(path);
    await page.mouse.click(100, 100);
    await page.waitForLoadState("networkidle");
  };
  for (const name of Object.keys(FILES)) {
    await press(`/files/${name}`);
    await press(`/file/${name}`);
  }
  const noted = async () => (await (await fetch(`${program.origin}/noted`)).json()).noted;
  deepStrictEqual(await noted(), []);
  // The same file does both where the program calls it its own.
  await press("/own/a.html");
  await until(30, "both requests", async () => (await noted()).length >= 2);
  deepStrictEqual((await noted()).sort(), ["GET a.html", "POST a.html"]);
  await page.close();
});
