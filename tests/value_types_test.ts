import { deepStrictEqual } from "node:assert";
import { DateOnly, fastApp, Float, Integer } from "@fasthtml/fasthtml";

Deno.test("Integer(), Float() and DateOnly() read texts, and nothing else", () => {
  deepStrictEqual(["42", "1.5", "x", 2 ** 53].map(Integer), [42, NaN, NaN, NaN]);
  deepStrictEqual(["1.5", "x"].map(Float), [1.5, NaN]);
  const days = ["2026-11-20", "2026-11-20T10:00", "soon", new Date(86_400_000), new Date(1)];
  deepStrictEqual(
    days.map((day) => DateOnly(day).getTime()),
    [Date.UTC(2026, 10, 20), NaN, NaN, 86_400_000, NaN],
  );
});

Deno.test("Integer and DateOnly read whole numbers and days, and nothing that only looks like one", async () => {
  const { app, rt } = fastApp();
  rt("/n", { n: Integer }, ({ n }) => ({ n }));
  rt("/d", { d: DateOnly }, ({ d }) => ({ d }));
  const ask = async (url: string) => {
    const answer = await app.request(url);
    if (answer.status === 200) return await answer.json();
    await answer.body?.cancel();
    return answer.status;
  };
  const cases: [url: string, answer: unknown][] = [
    ["/n?n=5", { n: 5 }],
    ["/n?n=-5", { n: -5 }],
    ["/n?n=%2B5", { n: 5 }],
    ["/n?n=9007199254740993", 400],
    ["/n?n=", 400],
    ["/n?n=%205%20", 400],
    ["/n?n=5.0", 400],
    ["/n?n=1e3", 400],
    ["/n?n=0x1f", 400],
    ["/d?d=2024-02-29", { d: "2024-02-29T00:00:00.000Z" }],
    ["/d?d=2024-02-30", 400],
    ["/d?d=2023-02-29", 400],
    ["/d?d=2024", 400],
    ["/d?d=2024-02-29T00:00:00Z", 400],
    ["/d?d=", 400],
  ];
  deepStrictEqual(
    await Promise.all(cases.map(async ([url]) => [url, await ask(url)])),
    cases,
  );
});

Deno.test("Integer and DateOnly read numbers, big integers and midnights as they are", () => {
  const midnight = new Date("2024-02-29T00:00:00Z"), noon = new Date("2024-02-29T12:00:00Z");
  deepStrictEqual([5, 5n, 1.5, true, null, []].map(Integer), [5, 5, NaN, NaN, NaN, NaN]);
  deepStrictEqual([midnight, noon].map(DateOnly).map(Number), [Number(midnight), NaN]);
});

Deno.test("an empty field of a column's type is nothing sent, and null where the row may hold null", async () => {
  class Row {
    static types = { count: Integer, left: Integer, day: DateOnly };
    count = 7;
    left: number | null = null;
    day: Date | null = null;
  }
  const { app, rt } = fastApp();
  rt.post("/row", { row: Row }, ({ row: { count, left, day } }) => ({ count, left, day }));
  rt.post("/list", { days: [DateOnly] }, ({ days }) => days);
  const post = async (url: string, body: Record<string, string>) => {
    const answer = await app.request(url, { method: "POST", body: new URLSearchParams(body) });
    return [answer.status, await answer.text()];
  };
  deepStrictEqual(
    await post("/row", { count: "", left: "", day: "" }),
    [200, '{"count":7,"left":null,"day":null}'],
  );
  deepStrictEqual((await post("/row", { count: "x" }))[0], 400);
  deepStrictEqual((await post("/list", { days: "" }))[0], 400);
});

Deno.test("Integer, Float and DateOnly say what they expect, and links carry them", async () => {
  const { app, rt } = fastApp();
  const show = rt("/{n}", { n: Integer, f: Float, d: DateOnly }, ({ n, f, d }) => ({ n, f, d }));
  const given = { n: 5, f: 0.5, d: new Date("2026-11-20") };
  const link = show.to(given);
  deepStrictEqual(link, "/5?f=0.5&d=2026-11-20T00%3A00%3A00.000Z");
  deepStrictEqual(await (await app.request(link)).json(), JSON.parse(JSON.stringify(given)));
  const headers = { accept: "application/json" };
  const ask = async (path: string) => (await (await app.request(path, { headers })).json()).detail;
  deepStrictEqual(
    await Promise.all(
      ["/1.5?f=1&d=2026-11-20", "/1?f=0x1&d=x", "/1?f=&d=x", "/1?f=1&d=x"].map(ask),
    ),
    [
      "This does not exist. It may have been moved or removed.",
      "f: Please enter a number.",
      "f: Please fill in this field.",
      "d: Please enter a date, such as 2026-11-20.",
    ],
  );
});
