import { deepStrictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client }) => {
  const user = await client(0);
  const made = await user.post("/todos", { json: { title: "Read", done: false } });
  deepStrictEqual(await made.json(), { id: 1, title: "Read", done: false });
  const listed = await user.get("/todos?sort=title");
  deepStrictEqual(await listed.json(), [{ id: 1, title: "Read", done: false }]);

  const document = await (await user.get("/openapi.json")).json();
  deepStrictEqual(document.info, { title: "To-dos", version: "1.2.0" });
  deepStrictEqual(Object.keys(document.paths), ["/todos", "/todos/{id}"]);
});
