import { BackgroundTask } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { newApp } from "./_app.ts";
import { END, FILE, part, post, spooled } from "./_upload.ts";

Deno.test("SpooledFile waits on disk, is read as any other, and is removed after the answer", async () => {
  const { app, rt } = newApp({ spoolAbove: 10 });
  const content = crypto.randomUUID();
  let during: string[] = [], late = "";
  rt.post("/", { f: File }, async ({ f }) => {
    during = await spooled(content);
    const slice = await f.slice(2, -10).text();
    return [
      `${f.size} ${await f.text() === content} ${slice === content.slice(2, -10)}`,
      new BackgroundTask(async () => void (late = await f.text())),
    ];
  });
  rt.post("/back", { f: File }, ({ f }) => f);
  const text = part("f", content, FILE) + END;
  strictEqual(await (await app.request("/", post(text))).text(), "36 true true");
  strictEqual(await (await app.request("/back", post(text))).text(), content);
  await app.close();
  deepStrictEqual([during.length, late], [1, content]);
  deepStrictEqual(await spooled(content), []);
});
