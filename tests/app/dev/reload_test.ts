import { deepStrictEqual, match, notStrictEqual, rejects, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { within } from "../../_within.ts";
import { newApp } from "../../http/_app.ts";
import { serveSite, type SocketClient } from "../../live/_socket.ts";

// What pages make of it: tests/browser/reload_test.ts.

const PATH = "/_fasthtml/live";

/** Reads messages until one names the file; others may come first, and more than once. */
async function hears(client: SocketClient, file: string): Promise<void> {
  const read = async () => {
    for (;;) {
      const message = await client.next();
      strictEqual(typeof message, "string", "the socket has ended");
      if (JSON.parse(message!).files.includes(file)) return;
    }
  };
  await within(20, `a change of ${file}`, read());
}

async function boot(client: SocketClient): Promise<string> {
  const first = JSON.parse((await client.next())!);
  deepStrictEqual(Object.keys(first), ["boot"]);
  return first.boot;
}

Deno.test("toReloadRoute() tells each page which program this is", async () => {
  const boots = [];
  for (let i = 0; i < 2; i++) {
    const { app } = newApp({ live: true });
    await using site = serveSite(app);
    await using one = await site.open(PATH);
    await using two = await site.open(PATH);
    boots.push(await boot(one));
    strictEqual(await boot(two), boots[i]);
  }
  match(boots[0]!, /^[\da-f-]{36}$/);
  notStrictEqual(boots[0], boots[1]);
});

Deno.test("toReloadRoute() tells all pages which files below the static folder have changed", async () => {
  await using folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/sub`);
  const { app } = newApp({ live: true, staticPath: folder.path });
  await using site = serveSite(app);
  await using one = await site.open(PATH);
  await using two = await site.open(PATH);
  const clients = [one, two];
  for (const client of clients) await boot(client);
  await Deno.writeTextFile(`${folder.path}/sub/own.css`, "p {}");
  for (const client of clients) await hears(client, "sub/own.css");
  await Deno.writeTextFile(`${folder.path}/a b?é.svg`, "<svg/>");
  for (const client of clients) await hears(client, "a%20b%3F%C3%A9.svg");
});

Deno.test("toReloadRoute() takes the folder as a URL too, and looks again after the last page has left", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/a b é`;
  await Deno.mkdir(path);
  const { app } = newApp({ live: true, staticPath: new URL(`file://${path}`) });
  await using site = serveSite(app);
  for (let time = 0; time < 3; time++) {
    await using client = await site.open(PATH);
    await boot(client);
    await Deno.writeTextFile(`${path}/${time}.txt`, "x");
    await hears(client, `${time}.txt`);
  }
});

Deno.test("toReloadRoute() is quiet where there is no static folder", async () => {
  const { app } = newApp({ live: true, staticPath: "/nowhere/at/all" });
  await using site = serveSite(app);
  await using client = await site.open(PATH);
  await boot(client);
  await app.close();
  const { code } = await within(20, "the socket's end", client.closed);
  strictEqual(code, 1001);
  strictEqual(await client.next(), undefined);
});

Deno.test("toReloadRoute() is a socket of this site alone, and of development", async () => {
  const { app } = newApp({ live: true });
  strictEqual((await app.request(PATH)).status, 426);
  await using site = serveSite(app);
  await rejects(site.open(PATH, { origin: "https://evil.example" }));
  strictEqual((await newApp({ live: false }).app.request(PATH)).status, 404);
});
