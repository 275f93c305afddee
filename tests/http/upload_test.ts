import { BackgroundTask } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { send } from "../attacks/socket.ts";
import { detail, newApp } from "./_app.ts";

/** Posts a multipart body written by hand, in pieces of one size, so that marks are cut anywhere. */
function post(text: string, { size = 7, type = "multipart/form-data; boundary=X" } = {}) {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });
  return { method: "POST", body, headers: { "content-type": type } };
}

function part(name: string, content: string, more = ""): string {
  return `--X\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
}

const END = "--X--\r\n";

function fieldsApp(options: Parameters<typeof newApp>[0] = {}) {
  const { app, rt, client } = newApp(options);
  rt.post("/", async ({ data }) => {
    const fields = Object.entries(await data()).map(async ([name, value]) => [
      name,
      value instanceof File
        ? { name: value.name, type: value.type, text: await value.text() }
        : value,
    ]);
    return Object.fromEntries(await Promise.all(fields));
  });
  return { app, client };
}

Deno.test("readUpload() reads texts, lists and files, however the bytes are cut", async () => {
  const { app } = fieldsApp();
  const text = part("a", "1") + part("a", "é\r\n--Y") + part("b", "") +
    `--X\r\ncontent-disposition: form-data; name="f"; filename="ü.txt"\r\n` +
    `Content-Type: text/plain\r\n\r\n\r\n--\r\n--x\r\n` + END;
  const expected = {
    a: ["1", "é\r\n--Y"],
    b: "",
    f: { name: "ü.txt", type: "text/plain", text: "\r\n--\r\n--x" },
  };
  for (const size of [1, 2, 3, 5, 8, 13, 1000]) {
    deepStrictEqual(await (await app.request("/", post(text, { size }))).json(), expected);
  }
});

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

const MALFORMED: [body: string, type: string | undefined, message: string][] = [
  [END, "multipart/form-data", "Cannot read the form: multipart without a boundary"],
  [END, "multipart/form-data; boundary=", "Cannot read the form: multipart without a boundary"],
  ["garbage", undefined, "Cannot read the form: it ends within a part"],
  ["--X", undefined, "Cannot read the form: it ends after a boundary"],
  [part("a", "1"), undefined, "Cannot read the form: it ends within a part"],
  [`${part("a", "1")}--X`, undefined, "Cannot read the form: it ends after a boundary"],
  [
    `--X\r\nContent-Disposition: form-data\r\n\r\n1\r\n${END}`,
    undefined,
    "Cannot read the form: a part without a name",
  ],
  [
    `--X\r\nX-H: ${"h".repeat(20_000)}\r\n\r\n1\r\n${END}`,
    undefined,
    "Cannot read the form: a part's headers have over 16384 bytes",
  ],
];

Deno.test("readUpload() answers 400 where a form is malformed, and says why", async () => {
  const { app } = fieldsApp();
  for (const [body, type, message] of MALFORMED) {
    deepStrictEqual(await detail(app.request("/", post(body, { size: 1000, type }))), [
      400,
      message,
    ]);
  }
});

const FILE = `; filename="f"`;
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

Deno.test("A file name from a visitor is never a path", async () => {
  const { app } = fieldsApp();
  const name = async (filename: string) => {
    const text = part("f", "x", `; filename="${filename}"`) + END;
    return (await (await app.request("/", post(text))).json()).f.name;
  };
  deepStrictEqual(
    await Promise.all(["../../etc/passwd", "..\\..\\x", "/abs/y", "C:\\z", "..", "a\0b"].map(name)),
    ["passwd", "x", "y", "z", "", "ab"],
  );
});

async function spooled(): Promise<string[]> {
  const names: string[] = [];
  const folder = Deno.env.get("TMPDIR") ?? "/tmp";
  for await (const { name } of Deno.readDir(folder)) {
    if (/^fasthtml-.*\.upload$/.test(name)) names.push(name);
  }
  return names.sort();
}

Deno.test("A large file waits on disk, is read as any other, and is removed after the answer", async () => {
  const { app, rt } = newApp({ spoolAbove: 10 });
  const before = await spooled();
  let during = before, late = "";
  rt.post("/", { f: File }, async ({ f }) => {
    during = await spooled();
    const slice = await f.slice(2, -90).text();
    return [
      `${f.size} ${await f.text() === "0123456789".repeat(10)} ${slice}`,
      new BackgroundTask(async () => void (late = await f.text())),
    ];
  });
  rt.post("/back", { f: File }, ({ f }) => f);
  const text = part("f", "0123456789".repeat(10), FILE) + END;
  strictEqual(await (await app.request("/", post(text))).text(), "100 true 23456789");
  strictEqual(await (await app.request("/back", post(text))).text(), "0123456789".repeat(10));
  await app.close();
  strictEqual(during.length, before.length + 1);
  strictEqual(late, "0123456789".repeat(10));
  deepStrictEqual(await spooled(), before);
});

Deno.test("A file over a limit leaves nothing on disk", async () => {
  const { app } = fieldsApp({ spoolAbove: 10, maxFile: 50 });
  const before = await spooled();
  const text = part("f", "x".repeat(100), FILE) + END;
  strictEqual((await app.request("/", post(text))).status, 413);
  deepStrictEqual(await spooled(), before);
});

Deno.test("bind() reads one file, and a list of files", async () => {
  const { app, rt } = newApp();
  rt.post("/one", { f: File, title: "" }, ({ f, title }) => `${title} ${f.name}`);
  rt.post("/all", { fs: [File] }, ({ fs }) => fs.map(({ name }) => name).join());
  const body = part("f", "1", '; filename="a"') + part("title", "T") + END;
  strictEqual(await (await app.request("/one", post(body))).text(), "T a");
  const list = part("fs", "1", '; filename="a"') + part("fs", "2", '; filename="b"') + END;
  strictEqual(await (await app.request("/all", post(list))).text(), "a,b");
  strictEqual(await (await app.request("/all", post(END))).text(), "");
  deepStrictEqual(await detail(app.request("/one", post(part("f", "text") + END))), [
    400,
    'Cannot read "f": received "text", expected a file',
  ]);
});

Deno.test("A form that is refused in the middle frees its connection", async () => {
  const { app } = fieldsApp({ maxFields: 3 });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const body = part("a", "1").repeat(20_000) + END;
  const head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
    `Content-Type: multipart/form-data; boundary=X\r\nContent-Length: ${body.length}\r\n\r\n`;
  const bytes = new TextEncoder().encode(head + body);
  const { status, isClosed } = await send(server.addr.port, bytes, { patience: 3000 });
  deepStrictEqual([status, isClosed], [413, true]);
});
