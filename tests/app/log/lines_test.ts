import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { LogEntry } from "@fasthtml/fasthtml/types";
import { makeText, toJson, toLost } from "../../../lib/app/log/lines.ts";

const ENTRY: LogEntry = {
  time: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  level: "info",
  event: "request",
  id: "id-1",
  method: "GET",
  path: "/user/7",
  route: "/user/{id}",
  status: 200,
  ms: 1.25,
  reason: undefined,
  error: undefined,
  isFile: false,
};

Deno.test("toJson() writes what JSON.parse() reads, with an escape for what commands a terminal", () => {
  deepStrictEqual(JSON.parse(toJson(ENTRY)), {
    time: "2026-01-02T03:04:05.006Z",
    level: "info",
    event: "request",
    id: "id-1",
    method: "GET",
    path: "/user/7",
    route: "/user/{id}",
    status: 200,
    ms: 1.25,
  });
  const path = '/"\\\u2028\u202e\x7f', reason = "a\n\x1b[2J";
  const line = toJson({ ...ENTRY, path, route: undefined, status: 404, reason });
  // deno-lint-ignore no-control-regex
  strictEqual(/[\0-\x1f\x7f-\x9f\u2028\u202e]/.test(line), false);
  const { path: read, route, reason: why } = JSON.parse(line);
  deepStrictEqual([read, route, why], [path, undefined, reason]);
});

Deno.test("toJson() writes the stack of an error, and of its causes", () => {
  const error = new Error("outer", { cause: new Error("inner") });
  const entry = {
    ...ENTRY,
    event: "error",
    status: undefined,
    reason: "Error: outer",
    error,
  } as const;
  const { status, stack } = JSON.parse(toJson(entry));
  strictEqual(status, undefined);
  match(stack, /^Error: outer\n {4}at .*lines_test\.ts[^]*\nCaused by: Error: inner\n {4}at /);
});

Deno.test("toJson() writes the time of each entry, whatever the second of the one before", () => {
  const times = [0, 999, 1000, 1001, 1_799_999_999_099, 0];
  deepStrictEqual(
    times.map((time) => JSON.parse(toJson({ ...ENTRY, time })).time),
    times.map((time) => new Date(time).toISOString()),
  );
});

Deno.test("makeText() aligns what a person compares, and adds route, reason and id where they tell more", () => {
  const toText = makeText(false), clock = new Date(ENTRY.time).toTimeString().slice(0, 8);
  const lines = [
    ENTRY,
    { ...ENTRY, method: "DELETE", path: "/all", route: "/all", ms: 12345.6 },
    { ...ENTRY, path: "/find?q=…", route: "/find" },
    { ...ENTRY, path: "/none", route: undefined, status: 404 },
    { ...ENTRY, status: 500, level: "error", reason: "Error: bad" },
    { ...ENTRY, path: "/ws", route: "/ws", event: "connect", status: 101 },
    { ...ENTRY, path: "/ws", route: "/ws", event: "disconnect", status: 101 },
  ] as const;
  deepStrictEqual(lines.map(toText), [
    `${clock}  GET     200     1.3 ms  /user/7  /user/{id}`,
    `${clock}  DELETE  200   12346 ms  /all`,
    `${clock}  GET     200     1.3 ms  /find?q=…`,
    `${clock}  GET     404     1.3 ms  /none  id-1`,
    `${clock}  GET     500     1.3 ms  /user/7  /user/{id}  Error: bad  id-1`,
    `${clock}  GET     101     1.3 ms  /ws  opened`,
    `${clock}  GET     101     1.3 ms  /ws  closed`,
  ]);
});

Deno.test("makeText() colours the status by its first digit", () => {
  const toText = makeText(true);
  const colors = [200, 303, 404, 500].map((status) =>
    // deno-lint-ignore no-control-regex
    /\x1b\[(\d+)m\d{3}\x1b\[0m/.exec(toText({ ...ENTRY, status }))?.[1]
  );
  deepStrictEqual(colors, ["32", "36", "33", "31"]);
});

Deno.test("toLost() says how many lines were dropped", () => {
  const text = "3 lines of the log were dropped: they are read too slowly";
  strictEqual(toLost(3, false), text);
  const { level, event, reason } = JSON.parse(toLost(3, true));
  deepStrictEqual([level, event, reason], ["warn", "drop", text]);
});
