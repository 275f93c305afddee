import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ block, client, open, picture }) => {
  const api = await client(0);
  const books = "/api/books";
  const dune = { title: "Dune", pages: 412 };
  const made = await api.post(books, { json: dune });
  strictEqual(made.status, 201);
  deepStrictEqual(await made.json(), JSON.parse(block(2)));
  deepStrictEqual(await (await api.get(books)).json(), [{ id: 1, ...dune }]);
  const changed = await api.put(`${books}/1`, { json: { id: 9, title: "Dune", pages: 600 } });
  deepStrictEqual(await changed.json(), { id: 1, title: "Dune", pages: 600 });
  const wrong = await api.post(books, { json: { pages: 1 } });
  strictEqual(wrong.status, 400);
  deepStrictEqual(Object.keys((await wrong.json()).errors), ["title"]);
  strictEqual((await api.delete(`${books}/1`)).status, 204);
  const json = { headers: { accept: "application/json" } };
  strictEqual((await (await api.get(`${books}/1`, json)).json()).status, 404);

  const guarded = await client(1, { env: { API_TOKEN: "secret" } });
  strictEqual((await guarded.get("/api/me")).status, 401);
  const me = await guarded.get("/api/me", { headers: { authorization: "Bearer secret" } });
  deepStrictEqual(await me.json(), { name: "Ann" });

  const page = await open(0);
  await page.evaluate((dune) =>
    fetch("/api/books", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(dune),
    }), dune);
  await page.reload();
  await page.getByText("Dune").waitFor();
  await picture(page);
});
