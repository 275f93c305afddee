import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ block, open, picture, start }) => {
  const { origin, printed } = await start(0);
  const get = async (path: string) => {
    const response = await fetch(origin + path);
    await response.body?.cancel();
    return response;
  };
  strictEqual((await get("/books/7")).headers.get("x-shop"), "open");
  const expected = block(2).trim().split("\n");
  const lines = () => printed().slice(printed().indexOf("middleware:")).trim().split("\n");
  // What a program prints comes by another way than what it responds with.
  for (let n = 0; n < 100 && lines().length <= expected.length; n++) await get("/");
  deepStrictEqual(lines().slice(0, expected.length), expected);
  strictEqual((await get("/books/seven")).status, 404);

  const page = await open(0);
  await page.getByRole("link", { name: "Book 7" }).click();
  await page.getByText("From Ann's books").waitFor();
  await picture(page);
});
