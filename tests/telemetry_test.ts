import { deepStrictEqual, match, strictEqual } from "node:assert";
import { activeSpan, tracer } from "../lib/telemetry.ts";
import { spansOf } from "./_collector.ts";
import { toMain } from "./app/_main.ts";

const main = toMain(`import { HTTPException } from "@fasthtml/fasthtml";
const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
const inner = fastApp({ secretKey: "x".repeat(32) });
rt("/user/{id}", ({ id }) => P(id));
rt("/boom", () => { throw new RangeError("bad"); });
rt("/no", () => { throw new HTTPException(403); });
inner.rt("/item/{id}", ({ id }) => P(id));
app.mount("/shop", inner.app);`);

Deno.test("a traced program names the span of a request by its route, and records errors", async () => {
  const paths = ["/user/7", "/shop/item/8", "/none", "/no", "/boom"];
  const spans = await spansOf(main, async (origin) => {
    for (const path of paths) await (await fetch(origin + path)).body?.cancel();
  });
  const facts = spans.map(({ name, kind, status, attributes }) => [
    attributes["url.path"],
    name,
    attributes["http.route"],
    kind,
    status,
  ]);
  const sorted = paths.map((path) => facts.find(([found]) => found === path));
  deepStrictEqual(sorted, [
    ["/user/7", "GET /user/{id}", "/user/{id}", 2, 0],
    ["/shop/item/8", "GET /shop/item/{id}", "/shop/item/{id}", 2, 0],
    ["/none", "GET", undefined, 2, 0],
    ["/no", "GET /no", "/no", 2, 0],
    ["/boom", "GET /boom", "/boom", 2, 2],
  ]);
  strictEqual(spans.length, paths.length);
  const { events } = spans.find(({ name }) => name === "GET /boom")!;
  deepStrictEqual(
    events.map(({ name, attributes }) => [
      name,
      attributes["exception.type"],
      attributes["exception.message"],
    ]),
    [["exception", "RangeError", "bad"]],
  );
  match(events[0]!.attributes["exception.stacktrace"]!, /main\.ts/);
});

Deno.test("tracer is undefined, and no span active, in a program that is not traced", () => {
  deepStrictEqual([tracer, activeSpan()], [undefined, undefined]);
});
