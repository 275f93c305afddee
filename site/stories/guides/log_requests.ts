import { match } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ open, picture }) => {
  const page = await open(0, { logs: /status of 404/ });
  await picture(page);
  await page.getByRole("link", { name: "A page that does not exist" }).click();
  await page.getByRole("heading", { name: "404" }).waitFor();
  await page.goto("/slow?secret=1");
  await page.getByText("That took a while.").waitFor();
  // What a program prints comes by another way than what it responds with.
  for (let n = 0; n < 100 && !/SLOW/.test(page.printed()); n++) await page.goto("/");
  match(page.printed(), /^GET \/ 200 \d+ ms$/m);
  match(page.printed(), /^GET \/nothing 404 \d+ ms .*[0-9a-f-]{36}$/m);
  match(page.printed(), /^GET \/slow\?secret=… 200 \d+ ms SLOW$/m);
});
