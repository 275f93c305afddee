import { deepStrictEqual, strictEqual } from "node:assert";
import { detail } from "./_app.ts";
import { END, fieldsApp, FILE, part, post, spooled } from "./_upload.ts";

Deno.test("readUpload() reads what FormData writes", async () => {
  const { app } = fieldsApp();
  const body = new FormData();
  body.append('a "quoted" name', "line\r\nbreak");
  body.append("f", new File(["x".repeat(10)], "n.txt", { type: "text/plain" }));
  body.append("none", new File([], ""));
  deepStrictEqual(await (await app.request("/", { method: "POST", body })).json(), {
    "a %22quoted%22 name": "line\r\nbreak",
    f: { name: "n.txt", type: "text/plain", text: "xxxxxxxxxx" },
  });
});

const OVER: [body: string, message: string][] = [
  [part("a", "1").repeat(4), "more than 3 fields (maxFields)"],
  [part("a", "1", FILE).repeat(3), "more than 2 files (maxFiles)"],
  [part("a", "x".repeat(101), FILE), "more than 100 bytes (maxFile)"],
  [part("a", "x".repeat(201)), "more than 200 bytes (maxBody)"],
  [part("a", "x".repeat(150)).repeat(2), "more than 200 bytes (maxBody)"],
  ["x".repeat(2001), "more than 2000 bytes (maxUpload)"],
];

Deno.test("readUpload() answers 413 with the limit's name", async () => {
  const limits = { maxFields: 3, maxFiles: 2, maxFile: 100, maxBody: 200, maxUpload: 2000 };
  const { app } = fieldsApp(limits);
  for (const [body, message] of OVER) {
    const response = app.request("/", post(body + END, { size: 50 }));
    deepStrictEqual(await detail(response), [413, `Cannot read the body: ${message}`]);
  }
});

Deno.test("readUpload() leaves nothing on disk of a file over a limit", async () => {
  const { app } = fieldsApp({ spoolAbove: 10, maxFile: 50 });
  const content = crypto.randomUUID();
  const text = part("f", content.repeat(2), FILE) + END;
  strictEqual((await app.request("/", post(text))).status, 413);
  deepStrictEqual(await spooled(content), []);
});
