import { deepStrictEqual, match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  await page.getByPlaceholder("Title").fill("<script>alert(1)</script>");
  await page.getByPlaceholder("Link").fill("javascript:alert(1)");
  await page.getByRole("button", { name: "Add" }).click();
  const link = page.getByRole("link", { name: "<script>alert(1)</script>" });
  strictEqual(await link.getAttribute("href"), "about:blank");
  await picture(page);
  await page.goto(`/?q=${encodeURIComponent("' or 1=1 --")}`);
  await page.getByRole("heading", { name: "Books" }).waitFor();
  strictEqual(await page.getByRole("listitem").count(), 0);

  const sender = await client(0);
  const status = async (response: Promise<Response>) => {
    const { status, body } = await response;
    await body?.cancel();
    return status;
  };
  const data = { title: "Dune", link: "/", isApproved: "" };
  deepStrictEqual([
    await status(sender.post("/add", { data })),
    await status(sender.post("/add", { data, headers: { "sec-fetch-site": "cross-site" } })),
    await status(sender.get("/..%2fmain.ts")),
  ], [303, 403, 404]);
  const list = await sender.get("/");
  strictEqual(list.headers.get("x-frame-options"), "SAMEORIGIN");
  match(await list.text(), /<li><a href="\/">Dune<\/a><\/li>/);
});
