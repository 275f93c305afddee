import { deepStrictEqual, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";
import { newApp } from "../http/_app.ts";

const SITE = "https://shop.example";

/** A client of an application that sets the cookies it is asked for, on every host and path. */
function makeClient(baseUrl = SITE): Client {
  const { app } = newApp({
    middleware: (request) => {
      const set = new URL(request.url).searchParams.getAll("set");
      const response = new Response(request.headers.get("cookie"));
      for (const cookie of set) response.headers.append("set-cookie", cookie);
      return response;
    },
  });
  return new Client(app, { baseUrl });
}

/** Sets cookies from a URL, and tells which cookies the client then sends to others. */
async function sent(from: string, cookies: string[], ...to: string[]): Promise<string[]> {
  const client = makeClient();
  const url = new URL(from, SITE);
  for (const cookie of cookies) url.searchParams.append("set", cookie);
  await client.get(url);
  return await Promise.all(to.map(async (url) => await (await client.get(url)).text()));
}

Deno.test("Client sends a cookie to the host that set it, and to others only by its domain", async () => {
  const hosts = ["https://shop.example/", "https://a.shop.example/", "https://evil.example/"];
  deepStrictEqual(await sent("/", ["a=1"], ...hosts), ["a=1", "", ""]);
  deepStrictEqual(await sent("/", ["a=1; Domain="], ...hosts), ["a=1", "", ""]);
  deepStrictEqual(await sent("/", ["a=1; Domain=shop.example"], ...hosts), ["a=1", "a=1", ""]);
  deepStrictEqual(await sent("/", ["a=1; domain=.SHOP.example"], ...hosts), ["a=1", "a=1", ""]);
  const from = "https://a.shop.example/";
  deepStrictEqual(await sent(from, ["a=1; Domain=shop.example"], ...hosts), ["a=1", "a=1", ""]);
  for (const domain of ["evil.example", "example", "b.shop.example", "hop.example"]) {
    deepStrictEqual(await sent(from, [`a=1; Domain=${domain}`], ...hosts), ["", "", ""], domain);
  }
  const ip = "http://192.0.2.1/";
  deepStrictEqual(await sent(ip, ["a=1; Domain=192.0.2.1"], ip), ["a=1"]);
  deepStrictEqual(await sent(ip, ["a=1; Domain=0.2.1"], ip), [""]);
});

Deno.test("Client sends a cookie to the paths that it is for, the longest first", async () => {
  const paths = ["/", "/shop", "/shop/", "/shop/cart", "/shopping"];
  deepStrictEqual(await sent("/x", ["a=1; Path=/shop"], ...paths), ["", "a=1", "a=1", "a=1", ""]);
  deepStrictEqual(await sent("/x", ["a=1; Path=/shop/"], ...paths), ["", "", "a=1", "a=1", ""]);
  deepStrictEqual(await sent("/shop/x", ["a=1"], ...paths), ["", "a=1", "a=1", "a=1", ""]);
  deepStrictEqual(await sent("/shop/x", ["a=1; Path=x"], ...paths), ["", "a=1", "a=1", "a=1", ""]);
  deepStrictEqual(await sent("/x", ["a=1"], "/", "/y/z"), ["a=1", "a=1"]);
  const both = ["a=1; Path=/", "b=2; Path=/", "a=3; Path=/shop"];
  deepStrictEqual(await sent("/", both, "/shop"), ["a=3; a=1; b=2"]);
  deepStrictEqual(await sent("/", [...both, "a=4"], "/shop"), ["a=3; a=4; b=2"]);
});

Deno.test("Client keeps and sends Secure cookies over https and on this machine alone", async () => {
  const urls = ["https://shop.example/", "http://shop.example/"];
  deepStrictEqual(await sent(urls[0]!, ["a=1; Secure"], ...urls), ["a=1", ""]);
  deepStrictEqual(await sent(urls[1]!, ["a=1; Secure"], ...urls), ["", ""]);
  for (const local of ["http://localhost:5001/", "http://127.0.0.1:5001/", "http://[::1]/"]) {
    deepStrictEqual(await sent(local, ["a=1; Secure"], local), ["a=1"]);
  }
  const client = makeClient();
  await client.get(`${urls[0]}?set=a=1;Secure;Path=/`);
  for (const set of ["a=2", "a=2;Path=/x", "a=;Max-Age=0;Path=/"]) {
    await client.get(`${urls[1]}?set=${encodeURIComponent(set)}`);
  }
  strictEqual(await (await client.get("/x")).text(), "a=1");
});

Deno.test("Client keeps cookies with prefixes only as they promise", async () => {
  const kept = async (cookie: string) => (await sent("/", [cookie], "/"))[0] !== "";
  const outcomes = {
    "__Host-a=1; Secure; Path=/": true,
    "__Host-a=1; Path=/": false,
    "__Host-a=1; Secure": false,
    "__Host-a=1; Secure; Path=/; Domain=shop.example": false,
    "__host-a=1; Path=/": false,
    "__Secure-a=1; Secure": true,
    "__Secure-a=1": false,
    "a=1; SameSite=None": false,
    "a=1; SameSite=None; Secure": true,
    "a=1; SameSite=Strict": true,
    "=1": false,
    [`a=${"x".repeat(4095)}`]: true,
    [`a=${"x".repeat(4096)}`]: false,
  };
  const found: Record<string, boolean> = {};
  for (const cookie of Object.keys(outcomes)) found[cookie] = await kept(cookie);
  deepStrictEqual(found, outcomes);
});

Deno.test("Client forgets cookies when they expire, and Max-Age wins over Expires", async () => {
  const { now } = Date;
  const client = makeClient();
  const soon = new Date(now() + 60_000).toUTCString(), past = new Date(0).toUTCString();
  const url = new URL(SITE);
  for (
    const cookie of [
      "a=1; Max-Age=60",
      `b=1; Expires=${soon}`,
      `c=1; Max-Age=120; Expires=${past}`,
      "d=1",
      "e=1; Max-Age=nonsense; Expires=nonsense",
      `f=1; Expires=${past}`,
      "g=1; Max-Age=-1",
    ]
  ) url.searchParams.append("set", cookie);
  await client.get(url);
  const names = () => [...client.cookies.keys()].join("");
  strictEqual(names(), "abcde");
  try {
    Date.now = () => now() + 60_001;
    strictEqual(names(), "cde");
    strictEqual(await (await client.get("/")).text(), "c=1; d=1; e=1");
    Date.now = () => now() + 121_000;
    deepStrictEqual([client.cookies.size, client.cookies.has("c"), names()], [2, false, "de"]);
  } finally {
    Date.now = now;
  }
});

Deno.test("Client.cookies is read, set and cleared by name", async () => {
  const client = makeClient();
  await client.get("/?set=a=1;Path=/x&set=a=2;Path=/y&set=b=x%3Dy");
  deepStrictEqual([...client.cookies], [["a", "1"], ["a", "2"], ["b", "x=y"]]);
  strictEqual(client.cookies.get("a"), "2");
  client.cookies.set("a", "own").set("c", "4");
  deepStrictEqual([...client.cookies], [["b", "x=y"], ["a", "own"], ["c", "4"]]);
  strictEqual(await (await client.get("/y")).text(), "b=x=y; a=own; c=4");
  strictEqual(await (await client.get("https://evil.example/y")).text(), "");
  deepStrictEqual([client.cookies.delete("a"), client.cookies.delete("a")], [true, false]);
  client.cookies.clear();
  strictEqual(client.cookies.size, 0);
});
