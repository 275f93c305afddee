import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { Client, fastApp } from "@fasthtml/fasthtml";
import { PROGRAMS, toName } from "../../site/gallery/list.ts";
import { FOLDER, RUN, runPrograms } from "../../site/gallery/run.ts";
import { filesOf } from "../house/_files.ts";

const HOUR = 3_600_000;

Deno.test("each file of examples/gallery is a program of the list, once", () => {
  deepStrictEqual(
    PROGRAMS.map(({ file }) => `examples/gallery/${file}.ts`).sort(),
    filesOf(/\.ts$/, "examples/gallery"),
  );
});

Deno.test("a program has at most 60 lines of code", () => {
  const long = PROGRAMS.filter(({ file }) => linesOf(file) > 60).map(({ file }) => file);
  deepStrictEqual(long, []);
});

// An application is mounted once in a process, so these tests share the programs and their clock.
let now = 0;
const { app } = fastApp({
  csp: true,
  htmx: false,
  pico: false,
  secretKey: "a secret of at least 32 characters",
});
let mounted: Promise<void> | undefined;

async function newClient(): Promise<Client> {
  await (mounted ??= runPrograms({ clock: () => now }).then((run) => app.mount(RUN, run)));
  return new Client(app, { followRedirects: true });
}

Deno.test("what a mounted program links to and loads is below its prefix, and there", async () => {
  const client = await newClient();
  for (const program of PROGRAMS) {
    const at = `${RUN}/${toName(program)}`;
    const response = await client.get(`${at}/`);
    strictEqual(response.status, 200, at);
    const policy = response.headers.get("content-security-policy") ?? "";
    match(policy, /script-src 'self' 'nonce-[^' ]+';.*frame-ancestors 'self'/, at);
    strictEqual(response.headers.get("x-frame-options"), "SAMEORIGIN");
    const html = await response.text();
    const urls = [...html.matchAll(URLS)].map(([, name, url]) => ({ name, url: url! }));
    deepStrictEqual(
      urls.filter(({ url }) => !/^(?:#|data:)/.test(url) && !url.startsWith(`${at}/`)),
      [],
    );
    for (const { name, url } of urls) {
      if (name !== "href" && name !== "src" || !url.startsWith("/")) continue;
      strictEqual((await client.get(url.replaceAll("&amp;", "&"))).status, 200, url);
    }
  }
});

Deno.test("programs have cookies of their own, so the session of one is none of another", async () => {
  const names = new Map<string, string>();
  for (const program of PROGRAMS) {
    const client = await newClient();
    await client.get(`${RUN}/${toName(program)}/`);
    for (const name of client.cookies.keys()) {
      strictEqual(names.get(name), undefined, `${program.file} has ${name}, too`);
      names.set(name, program.file);
    }
  }
  ok(names.has("todo_"));
});

Deno.test("rows are those of a session: another one finds, changes and deletes none", async () => {
  const ann = await newClient(), eve = await newClient();
  const at = `${RUN}/todo`;
  const page = await (await ann.get(`${at}/`)).text();
  const id = page.match(/\/toggle\/(\d+)/)![1];
  await eve.get(`${at}/`);
  const headers = { "hx-request": "true" };
  strictEqual((await eve.post(`${at}/toggle/${id}`, { headers })).status, 404);
  await eve.post(`${at}/remove/${id}`, { headers });
  match(await (await ann.get(`${at}/`)).text(), new RegExp(`/toggle/${id}"`));
});

Deno.test("a text of a user is kept up to 200 characters", async () => {
  const client = await newClient(), at = `${RUN}/todo`;
  await client.get(`${at}/`);
  await client.post(`${at}/add`, { data: { title: "x".repeat(5000) } });
  const html = await (await client.get(`${at}/`)).text();
  strictEqual(html.match(/>(x+)</)?.[1]?.length, 200);
});

Deno.test("what users stored is gone when a program was idle for an hour, not before", async () => {
  const client = await newClient(), at = `${RUN}/todo`;
  const has = async () => (await (await client.get(`${at}/`)).text()).includes("Keep this");
  await client.post(`${at}/add`, { data: { title: "Keep this" } });
  now += HOUR - 1;
  strictEqual(await has(), true);
  now += HOUR - 1;
  strictEqual(await has(), true);
  now += HOUR;
  strictEqual(await has(), false);
  match(await (await client.get(`${at}/`)).text(), /Read the code/);
});

Deno.test("a program with more than twenty thousand rows is emptied", async () => {
  const client = await newClient(), at = `${RUN}/todo/`;
  const { db } = await import(new URL("todo.ts", FOLDER).href);
  const rows = Array.from({ length: 20_001 }, (_, n) => ({ owner: `client ${n}`, title: "x" }));
  db.t.todo.insertAll(rows);
  for (let n = 0; n < 100; n++) await client.get(at);
  ok(db.t.todo.count() < 10, `${db.t.todo.count()} rows`);
});

Deno.test("a client that sends more than six hundred requests a minute gets 429", async () => {
  const client = await newClient();
  const statuses = new Set<number>();
  for (let n = 0; n < 700 && !statuses.has(429); n++) {
    statuses.add((await client.get(`${RUN}/hello/`)).status);
  }
  deepStrictEqual([...statuses], [200, 429]);
});

/** Attributes that a browser or htmx sends a request to. */
const URLS = /\s(href|src|action|hx-(?:get|post|put|delete)|sse-connect|ws-connect)="([^"]*)"/g;

/** The lines of a program that are neither empty nor comments. */
function linesOf(file: string): number {
  const text = Deno.readTextFileSync(new URL(`${file}.ts`, FOLDER));
  return text.split("\n").filter((line) => !/^\s*(?:\/\/|\/\*\*|\*|$)/.test(line)).length;
}
