import { match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  await page.getByRole("button", { name: "Click me" }).click();
  await page.getByRole("button", { name: "Clicked" }).waitFor();
  await page.getByRole("button", { name: "Load" }).click();
  await page.getByText("htmx works under the policy.").waitFor();
  strictEqual(await page.evaluate("document.body.dataset.script"), "ran");
  await picture(page);
  const { headers } = await (await client(0)).get("/");
  match(headers.get("content-security-policy")!, /nonce-/);
});
