import { deepStrictEqual, strictEqual } from "node:assert";
import { send } from "../../../attacks/socket.ts";
import { detail, read } from "../../_app.ts";
import { END, fieldsApp, part, post } from "../../_upload.ts";

Deno.test("readParts() reads texts, lists and files, however the bytes are cut", async () => {
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

/** A part with headers of its own. */
function raw(headers: string, content = "1"): string {
  return `--X\r\n${headers}\r\n\r\n${content}\r\n`;
}

const DISPOSITION = "Content-Disposition: form-data";
const NAME = `${DISPOSITION}; name="a"`;
const HEADERS = NAME.length + "\r\nX-H: ".length;

const FORMS: [body: string, fields: object, boundary?: string][] = [
  [END, {}],
  [`before\r\n${part("a", "1")}${END}after\r\n--X\r\n`, { a: "1" }],
  [`\r\n${part("a", "1")}${END}`, { a: "1" }],
  [part("a", "") + part("b", "\r\n") + part("", "x") + END, { a: "", b: "\r\n", "": "x" }],
  [part("a", "--X\r\n--Y\r\n-") + END, { a: "--X\r\n--Y\r\n-" }],
  [raw(`content-DISPOSITION:FORM-DATA;NAME="a"`) + END, { a: "1" }],
  [raw(`${DISPOSITION}; name=a`) + END, { a: "1" }],
  [raw(`${DISPOSITION}; name="a"; name="b"`) + END, { a: "1" }],
  [raw(`${DISPOSITION}; x="; name=b"; name="a"`) + END, { a: "1" }],
  [raw(`${DISPOSITION}; name="a; filename=b"`) + END, { "a; filename=b": "1" }],
  [raw(`${DISPOSITION}; name="a\\"b\\\\c\\d"`) + END, { 'a"b\\c\\d': "1" }],
  [raw(`${NAME}\r\nX-H: ${"h".repeat(16_384 - HEADERS)}`) + END, { a: "1" }],
  [part("__proto__", "1") + END, { ["__proto__"]: "1" }],
  [part("a", "1") + END, { a: "1" }, '"X"'],
  [part("a", "1") + END, { a: "1" }, 'X; x="; boundary=Y"'],
  [part("a", "1") + END, { a: "1" }, "X; charset=utf-8"],
  [part("a", "1") + END, { a: "1" }, "X ;charset=utf-8"],
  ["--a b\r\n" + NAME + "\r\n\r\n1\r\n--a b--", { a: "1" }, '"a b"'],
  [(part("a", "1") + END).replaceAll("X", "x".repeat(70)), { a: "1" }, "x".repeat(70)],
  [(part("a", "1") + END).replaceAll("X", "x".repeat(70)), { a: "1" }, `"${"x".repeat(70)}"`],
];

Deno.test("readParts() reads each form that RFC 7578 allows", async () => {
  const { app } = fieldsApp();
  for (const [body, fields, boundary = "X"] of FORMS) {
    const type = `Multipart/Form-Data; charset=utf-8; BOUNDARY=${boundary}`;
    for (const size of [1, 1000]) {
      const { text } = await read(app.request("/", post(body, { size, type })));
      deepStrictEqual(text, JSON.stringify(fields), body);
    }
  }
});

const MALFORMED: [body: string, found: string, boundary?: string][] = [
  [END, "multipart without a boundary", ""],
  [END, "multipart without a boundary", "; boundary="],
  [END, "multipart without a boundary", '; boundary=""'],
  [END, "multipart without a boundary", `; boundary=${"X".repeat(71)}`],
  [END, "multipart without a boundary", `; boundary="${"X".repeat(71)}"`],
  [END, "multipart without a boundary", '; boundary=X"'],
  [END, "multipart without a boundary", "; x-boundary=X"],
  ["garbage", "it ends within a part"],
  ["--X", "it ends after a boundary"],
  ["--X-", "it ends after a boundary"],
  ["--X \r\n", "a boundary without a line end"],
  ["--X\r-", "a boundary without a line end"],
  ["--XY", "it ends after a boundary"],
  ["--XYZ", "a boundary without a line end"],
  ["--X\r\n", "it ends within a part"],
  [part("a", "1"), "it ends within a part"],
  [`${part("a", "1")}--X`, "it ends after a boundary"],
  [raw(DISPOSITION) + END, "a part without a name"],
  [raw(`${DISPOSITION}; filename="a"`) + END, "a part without a name"],
  [raw(`${DISPOSITION}; name=`) + END, "a part without a name"],
  [raw(`Content-Disposition: attachment; name="a"`) + END, "a part without a name"],
  [raw(`Content-Disposition: x-form-data; name="a"`) + END, "a part without a name"],
  [raw(`X: ${DISPOSITION}; name="a"`) + END, "a part without a name"],
  [raw(`Content-Type: text/plain`) + END, "a part without a name"],
  [
    raw(`${NAME}\r\nX-H: ${"h".repeat(16_385 - HEADERS)}`) + END,
    "a part's headers have over 16384 bytes",
  ],
];

Deno.test("readParts() answers 400 where a form is malformed, and says why", async () => {
  const { app } = fieldsApp();
  for (const [body, found, boundary = "; boundary=X"] of MALFORMED) {
    const type = `multipart/form-data${boundary}`;
    for (const size of [1, 100_000]) {
      deepStrictEqual(
        await detail(app.request("/", post(body, { size, type }))),
        [400, `Cannot read the form: ${found}`],
        body,
      );
    }
  }
});

Deno.test("readParts() rejects texts and names that are not UTF-8", async () => {
  const { app } = fieldsApp();
  for (const text of [part("a", "\xff") + END, part("\xff", "a") + END]) {
    const body = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const headers = { "content-type": "multipart/form-data; boundary=X" };
    deepStrictEqual(await detail(app.request("/", { method: "POST", body, headers })), [
      400,
      "Cannot read the form: not UTF-8",
    ]);
  }
});

Deno.test("readParts() reads an empty body as a form without parts", async () => {
  const { app } = fieldsApp();
  strictEqual(await (await app.request("/", post(""))).text(), "{}");
});

const FILE_NAMES: [sent: string, name: string][] = [
  [`"a.txt"`, "a.txt"],
  [`"../../etc/passwd"`, "passwd"],
  [`"..\\\\..\\\\x"`, "x"],
  [`"..\\..\\x"`, "x"],
  [`"/abs/y"`, "y"],
  [`"C:\\z"`, "z"],
  [`"."`, ""],
  [`".."`, ""],
  [`"..."`, ""],
  [`"a/.."`, ""],
  [`"..a"`, "..a"],
  [`".a."`, ".a."],
  [`"a\0b\x1f\x7fc d"`, "abc d"],
  [`"ü😀.txt"`, "ü😀.txt"],
  [`"a\\"b"`, 'a"b'],
  [`"a;b"`, "a;b"],
  [`a.txt`, "a.txt"],
  [`"x\\"`, ""],
];

Deno.test("readParts() takes a file name as a name, never as a path", async () => {
  const { app } = fieldsApp();
  for (const [sent, name] of FILE_NAMES) {
    const text = part("f", "x", `; filename=${sent}`) + END;
    const { f } = await (await app.request("/", post(text))).json();
    deepStrictEqual(f, { name, type: "application/octet-stream", text: "x" }, sent);
  }
});

Deno.test("readParts() frees the connection of a form that is rejected in the middle", async () => {
  const { app } = fieldsApp({ limits: { maxFields: 3 } });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const body = part("a", "1").repeat(20_000) + END;
  const head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
    `Content-Type: multipart/form-data; boundary=X\r\nContent-Length: ${body.length}\r\n\r\n`;
  const bytes = new TextEncoder().encode(head + body);
  const { status, isClosed } = await send(server.addr.port, bytes);
  deepStrictEqual([status, isClosed], [413, true]);
});
