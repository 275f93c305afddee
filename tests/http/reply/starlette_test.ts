import { BackgroundTask } from "@fasthtml/fasthtml";
import { HTMLResponse, PlainTextResponse, StreamingResponse } from "@fasthtml/fasthtml/compat";
import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { errorsOf, logged, newApp, read } from "../_app.ts";

/** The status, the type and the text of a response. */
async function show(response: Promise<Response>): Promise<unknown[]> {
  const { status, headers, text } = await read(response);
  return [status, headers.get("content-type"), text];
}

Deno.test("HTMLResponse() is the document as it is, PlainTextResponse() a text", async () => {
  const { app, rt } = newApp();
  rt("/html", () => HTMLResponse("<p>1 < 2</p>"));
  rt("/text", () => PlainTextResponse("<p>1 < 2</p>", { status: 418 }));
  rt("/csv", () => PlainTextResponse("a,b", { mediaType: "text/csv" }));
  rt("/own", () => HTMLResponse("<a/>", { headers: { "content-type": "application/xml" } }));
  deepStrictEqual(await show(app.request("/html")), [
    200,
    "text/html; charset=utf-8",
    "<p>1 < 2</p>",
  ]);
  deepStrictEqual(await show(app.request("/text")), [
    418,
    "text/plain; charset=utf-8",
    "<p>1 < 2</p>",
  ]);
  deepStrictEqual(await show(app.request("/csv")), [200, "text/csv", "a,b"]);
  deepStrictEqual(await show(app.request("/own")), [200, "application/xml", "<a/>"]);
});

Deno.test("StreamingResponse() sends texts and bytes of any generator, beside tasks", async () => {
  const { app, rt } = newApp();
  const ran: string[] = [];
  async function* slow() {
    yield "<b>";
    yield await Promise.resolve(new Uint8Array([65, 66]));
  }
  rt("/async", () => StreamingResponse(slow(), { mediaType: "text/plain", status: 203 }));
  rt(
    "/list",
    () => [StreamingResponse(["1", "2"]), new BackgroundTask(() => void ran.push("ran"))],
  );
  deepStrictEqual(await show(app.request("/async")), [203, "text/plain", "<b>AB"]);
  deepStrictEqual(await show(app.request("/list")), [200, null, "12"]);
  await app.close();
  deepStrictEqual(ran, ["ran"]);
});

Deno.test("StreamingResponse() asks for no more than is read, and ends what makes it", async () => {
  const { app, rt } = newApp();
  const made: number[] = [];
  let isEnded = false;
  function* count() {
    try {
      for (let n = 0;; n++) {
        made.push(n);
        yield `${n}`;
      }
    } finally {
      isEnded = true;
    }
  }
  rt("/", () => StreamingResponse(count()));
  const reader = (await app.request("/")).body!.getReader();
  await reader.read();
  await reader.read();
  deepStrictEqual(made, [0, 1]);
  await reader.cancel();
  strictEqual(isEnded, true);
});

Deno.test("StreamingResponse() reports an error in it, and does not end as if it were whole", async () => {
  const { app, rt } = newApp();
  function* fail() {
    yield "1";
    throw new Error("in the middle");
  }
  rt("/", () => StreamingResponse(fail()));
  const log = await logged(() => rejects(async () => (await app.request("/")).text(), /middle/));
  deepStrictEqual(errorsOf(log), ["Error: in the middle"]);
});
