import { match, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0, { logs: /status of 400/ });
  await page.getByRole("heading", { name: "How old are you?" }).waitFor();
  await page.getByRole("button", { name: "de" }).click();
  await page.getByRole("heading", { name: "Wie alt bist du?" }).waitFor();
  strictEqual(await page.locator("html").getAttribute("lang"), "de");
  await picture(page);
  await page.getByRole("textbox").fill("alt");
  await page.getByRole("button", { name: "Senden" }).click();
  await page.getByText("Bitte gib eine Zahl ein.").waitFor();

  const german = await (await client(0)).get("/", { headers: { "accept-language": "de-AT" } });
  match(await german.text(), /lang="de"/);
});
