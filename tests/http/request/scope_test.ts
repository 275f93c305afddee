import { deepStrictEqual, throws } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { answer, newApp } from "../_app.ts";

/** An application that answers with the client's IP address. */
function whoAsks(trustProxy: number) {
  const { app, rt } = newApp({ trustProxy });
  rt("/", ({ scope }) => ({ client: scope.client }));
  return app;
}

const FORWARDED: [header: string | undefined, proxies: number, client: string | undefined][] = [
  [undefined, 0, undefined],
  [undefined, 1, undefined],
  ["1.1.1.1", 0, undefined],
  ["1.1.1.1", 1, "1.1.1.1"],
  ["6.6.6.6, 1.1.1.1", 1, "1.1.1.1"],
  ["6.6.6.6,2.2.2.2 , 1.1.1.1", 2, "2.2.2.2"],
  ["1.1.1.1", 2, "1.1.1.1"],
  ["::1", 1, "::1"],
];

Deno.test("scope.client is what the outermost trusted proxy saw", async () => {
  const seen = FORWARDED.map(async ([header, proxies]) => {
    const headers = { ...header !== undefined && { "x-forwarded-for": header } };
    const { client } = await (await whoAsks(proxies).request("/", { headers })).json();
    return [header, proxies, client];
  });
  deepStrictEqual(await Promise.all(seen), FORWARDED);
});

Deno.test("scope.client is the other end of the socket, whatever a header claims", async () => {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    whoAsks(0).fetch,
  );
  const headers = { "x-forwarded-for": "6.6.6.6" };
  const response = fetch(`http://127.0.0.1:${server.addr.port}/`, { headers });
  deepStrictEqual(await answer(response), [200, '{"client":"127.0.0.1"}']);
});

Deno.test("scope.client is undefined where the socket is a file", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/socket`;
  await using _server = Deno.serve({ path, onListen() {} }, whoAsks(0).fetch);
  using client = Deno.createHttpClient({ proxy: { transport: "unix", path } });
  deepStrictEqual(await answer(fetch("http://localhost/", { client })), [200, "{}"]);
});

Deno.test("scope carries notes through one request and keeps none for the next", async () => {
  const { app, rt } = newApp({ before: ({ scope, url }) => void (scope.note = url.search) });
  rt("/", ({ scope, auth }) => ({ ...scope, note: scope.note, auth: auth ?? null }));
  rt("/auth", ({ scope, auth }) => [scope.auth, auth].map(String), {
    before: ({ scope }) => void (scope.auth = "eve"),
  });
  const ask = (path: string) => answer(app.request(path, { headers: { "hx-request": "true" } }));
  deepStrictEqual(await Promise.all(["/?a", "/?b"].map(ask)), [
    [200, '{"note":"?a","auth":null}'],
    [200, '{"note":"?b","auth":null}'],
  ]);
  deepStrictEqual(await ask("/auth"), [200, "eveeve"]);
});

Deno.test("scope.client is set by no handler", async () => {
  const { app, rt } = newApp();
  rt("/", ({ scope }) => {
    // @ts-expect-error Programs without types must fail, too.
    throws(() => (scope.client = "1.1.1.1"), TypeError);
    return { client: scope.client };
  });
  deepStrictEqual(await answer(app.request("/")), [200, "{}"]);
});
