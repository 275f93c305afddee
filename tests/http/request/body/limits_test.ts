import { deepStrictEqual, strictEqual } from "node:assert";
import { send } from "../../../attacks/socket.ts";
import { detail, errorsOf, logged, newApp } from "../../_app.ts";
import { bodyApp, FORM, JSON_TYPE, post, stream, tooLarge } from "../../_body.ts";

Deno.test("BODY_LIMITS are 2 MB of text where the application sets no limit", async () => {
  const app = bodyApp();
  strictEqual((await app.request("/text", stream("x".repeat(2_000_000)))).status, 200);
  const over = app.request("/text", stream("x".repeat(2_000_001)));
  deepStrictEqual(await detail(over), tooLarge(2_000_000));
});

Deno.test("BODY_LIMITS are 1,000 fields where the application sets no limit", async () => {
  const app = bodyApp();
  const fields = (count: number) => post(Array(count).fill("a").join("&"), FORM);
  strictEqual((await app.request("/data", fields(1000))).status, 200);
  strictEqual((await app.request("/data", fields(1001))).status, 413);
});

Deno.test("BODY_LIMITS are 64 levels of JSON where the application sets no limit", async () => {
  const app = bodyApp();
  const nested = (levels: number) =>
    post(`{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`, JSON_TYPE);
  strictEqual((await app.request("/data", nested(64))).status, 200);
  strictEqual((await app.request("/data", nested(65))).status, 400);
});

Deno.test("readChunks() throws a 400 where a body breaks off", async () => {
  const app = bodyApp();
  const broken = () =>
    new ReadableStream({
      pull(controller) {
        controller.error(new TypeError("gone"));
      },
    });
  for (const length of ["", "5"]) {
    const init = { method: "POST", body: broken(), headers: { "content-length": length } };
    deepStrictEqual(await detail(app.request("/text", init)), [
      400,
      "Cannot read the body: it broke off",
    ]);
  }
});

Deno.test("readChunks() frees the connection of a body over the limit", async () => {
  const app = bodyApp({ limits: { maxBody: 1000 } });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const chunk = `${(60_000).toString(16)}\r\n${"x".repeat(60_000)}\r\n`;
  const head = "POST /text HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
    "Transfer-Encoding: chunked\r\n\r\n";
  const bytes = new TextEncoder().encode(head + chunk.repeat(30) + "0\r\n\r\n");
  const { status, isClosed } = await send(server.addr.port, bytes);
  deepStrictEqual([status, isClosed], [413, true]);
});

Deno.test("checkUnread() tells a program that has read the body itself, and not the client", async () => {
  const { app, rt } = newApp();
  rt.post("/", async ({ req, body }) => [await req.text(), await body()]);
  const lines = await logged(async () =>
    strictEqual((await app.request("/", post("x"))).status, 500)
  );
  deepStrictEqual(errorsOf(lines), [
    "TypeError: Cannot read the body: it was read before, expected once",
  ]);
});
