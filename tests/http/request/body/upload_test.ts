import { deepStrictEqual, strictEqual } from "node:assert";
import { detail, errorsOf, logged, newApp } from "../../_app.ts";
import { END, fieldsApp, FILE, part, post, spooled } from "../../_upload.ts";

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

Deno.test("readUpload() reads a form without a body as one without fields", async () => {
  const { app } = fieldsApp();
  const headers = { "content-type": "multipart/form-data; boundary=X" };
  strictEqual(await (await app.request("/", { method: "POST", headers })).text(), "{}");
});

Deno.test("readUpload() leaves out a file field that was left empty, and no other", async () => {
  const { app } = fieldsApp();
  const empty = { name: "f", type: "application/octet-stream", text: "" };
  const text = part("none", "", '; filename=""') + part("empty", "", FILE) +
    part("nameless", "x", '; filename=""') + END;
  deepStrictEqual(await (await app.request("/", post(text))).json(), {
    empty,
    nameless: { ...empty, name: "", text: "x" },
  });
});

Deno.test("readUpload() tells a program that has read the form itself, and not the client", async () => {
  const { app, rt } = newApp();
  rt.post("/", async ({ req, data }) => [await req.text(), await data()]);
  const lines = await logged(async () =>
    strictEqual((await app.request("/", post(END))).status, 500)
  );
  deepStrictEqual(errorsOf(lines), [
    "TypeError: Cannot read the body: it was read before, expected once",
  ]);
});

Deno.test("readUpload() answers 400 where a form breaks off", async () => {
  const { app } = fieldsApp({ limits: { spoolAbove: 10 } });
  const content = crypto.randomUUID();
  const body = ReadableStream.from((async function* () {
    yield await Promise.resolve(new TextEncoder().encode(part("f", content, FILE)));
    throw new TypeError("gone");
  })());
  const headers = { "content-type": "multipart/form-data; boundary=X" };
  deepStrictEqual(await detail(app.request("/", { method: "POST", body, headers })), [
    400,
    "Cannot read the body: it broke off",
  ]);
  deepStrictEqual(await spooled(content), []);
});

const LIMITS = { maxFields: 3, maxFiles: 2, maxFile: 100, maxBody: 200, maxUpload: 1000 };

/** A form of as many bytes, most of them before its first part. */
function padded(bytes: number): string {
  const form = `\r\n${part("a", "1")}--X--`;
  return "x".repeat(bytes - form.length) + form;
}

const WITHIN: string[] = [
  part("a", "1").repeat(3) + part("b", "1", FILE).repeat(2) + END,
  part("a", "x".repeat(100), FILE).repeat(2) + END,
  part("a", "x".repeat(200)) + END,
  part("a", "x".repeat(150)) + part("b", "x".repeat(50)) + END,
  padded(1000),
];

const OVER: [body: string, message: string][] = [
  [part("a", "1").repeat(4) + END, "more than 3 fields (maxFields)"],
  [part("a", "1", FILE).repeat(3) + END, "more than 2 files (maxFiles)"],
  [part("a", "x".repeat(101), FILE) + END, "more than 100 bytes (maxFile)"],
  [part("a", "x".repeat(201)) + END, "more than 200 bytes (maxBody)"],
  [part("a", "x".repeat(150)) + part("b", "x".repeat(51)) + END, "more than 200 bytes (maxBody)"],
  [padded(1001), "more than 1000 bytes (maxUpload)"],
];

Deno.test("readUpload() takes as much as each limit says", async () => {
  const { app } = fieldsApp({ limits: LIMITS });
  for (const body of WITHIN) {
    for (const size of [1, 1000]) {
      strictEqual((await app.request("/", post(body, { size }))).status, 200, body);
    }
  }
});

Deno.test("readUpload() answers 413 with the limit's name", async () => {
  const { app } = fieldsApp({ limits: LIMITS });
  for (const [body, message] of OVER) {
    for (const size of [1, 1000]) {
      const response = app.request("/", post(body, { size }));
      deepStrictEqual(await detail(response), [413, `Cannot read the body: ${message}`], body);
    }
  }
});

Deno.test("readUpload() reads nothing of a form whose Content-Length is over maxUpload", async () => {
  const { app } = fieldsApp({ limits: LIMITS });
  const ask = async (length: number) => {
    const { body, headers } = post(part("a", "1") + END);
    const init = { method: "POST", body: body!, headers: new Headers(headers) };
    init.headers.set("content-length", String(length));
    return await detail(app.request("/", init));
  };
  deepStrictEqual((await ask(1000))[0], 200);
  deepStrictEqual(await ask(1001), [
    413,
    "Cannot read the body: more than 1000 bytes (maxUpload)",
  ]);
});

Deno.test("readUpload() has limits where the application sets none", async () => {
  const { app } = fieldsApp();
  const ask = async (body: string, length = body.length) => {
    const headers = {
      "content-type": "multipart/form-data; boundary=X",
      "content-length": String(length),
    };
    return (await app.request("/", { method: "POST", body, headers })).status;
  };
  const form = part("a", "1") + END;
  deepStrictEqual(
    [
      await ask(part("a", "1").repeat(1000) + END),
      await ask(part("a", "1").repeat(1001) + END),
      await ask(part("a", "1", FILE).repeat(100) + END),
      await ask(part("a", "1", FILE).repeat(101) + END),
      await ask(part("a", "x".repeat(2_000_000)) + END),
      await ask(part("a", "x".repeat(2_000_001)) + END),
      await ask(form, 32_000_000),
      await ask(form, 32_000_001),
    ],
    [200, 413, 200, 413, 200, 413, 200, 413],
  );
});

Deno.test("readUpload() takes a file of maxUpload where the application sets no maxFile", async () => {
  const { app, rt } = newApp({ limits: { maxUpload: 33_000_000 } });
  rt.post("/", { f: File }, ({ f }) => f.size);
  const text = part("f", "x".repeat(32_000_001), FILE) + END;
  strictEqual(await (await app.request("/", post(text, { size: 1 << 20 }))).text(), "32000001");
});

Deno.test("readUpload() leaves nothing on disk of a file over a limit", async () => {
  const { app } = fieldsApp({ limits: { spoolAbove: 10, maxFile: 50 } });
  const content = crypto.randomUUID();
  const text = part("f", content.repeat(2), FILE) + END;
  strictEqual((await app.request("/", post(text))).status, 413);
  deepStrictEqual(await spooled(content), []);
});

Deno.test("readUpload() writes a file to disk above spoolAbove, byte by byte the same", async () => {
  const { app, rt } = newApp({ limits: { spoolAbove: 100 } });
  const start = crypto.randomUUID();
  rt.post("/", { f: File }, async ({ f }) => `${(await spooled(start)).length} ${await f.text()}`);
  for (const [length, files] of [[99, 0], [100, 0], [101, 1], [1000, 1]] as const) {
    const content = (start + "0123456789".repeat(100)).slice(0, length);
    for (const size of [1, 7, 10_000]) {
      const response = app.request("/", post(part("f", content, FILE) + END, { size }));
      strictEqual(await (await response).text(), `${files} ${content}`);
    }
  }
  await app.close();
  deepStrictEqual(await spooled(start), []);
});

Deno.test("readUpload() keeps a file of 1 MB in memory where the application sets no spoolAbove", async () => {
  const { app, rt } = newApp();
  const start = crypto.randomUUID();
  rt.post("/", { f: File }, async () => (await spooled(start)).length);
  for (const [length, files] of [[1_000_000, "0"], [1_000_001, "1"]] as const) {
    const body = part("f", start.padEnd(length, "x"), FILE) + END;
    strictEqual(await (await app.request("/", post(body, { size: 1 << 16 }))).text(), files);
  }
  await app.close();
});
