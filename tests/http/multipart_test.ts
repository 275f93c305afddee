import { deepStrictEqual } from "node:assert";
import { send } from "../attacks/socket.ts";
import { detail } from "./_app.ts";
import { END, fieldsApp, part, post } from "./_upload.ts";

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

Deno.test("readParts() answers 400 where a form is malformed, and says why", async () => {
  const { app } = fieldsApp();
  for (const [body, type, message] of MALFORMED) {
    deepStrictEqual(await detail(app.request("/", post(body, { size: 1000, type }))), [
      400,
      message,
    ]);
  }
});

Deno.test("readParts() takes a file name as a name, never as a path", async () => {
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

Deno.test("readParts() frees the connection of a form that is rejected in the middle", async () => {
  const { app } = fieldsApp({ maxFields: 3 });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const body = part("a", "1").repeat(20_000) + END;
  const head = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
    `Content-Type: multipart/form-data; boundary=X\r\nContent-Length: ${body.length}\r\n\r\n`;
  const bytes = new TextEncoder().encode(head + body);
  const { status, isClosed } = await send(server.addr.port, bytes, { patience: 3000 });
  deepStrictEqual([status, isClosed], [413, true]);
});
