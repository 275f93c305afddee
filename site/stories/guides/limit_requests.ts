import { strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0, { logs: /status of 429/ });
  await page.getByLabel("Email").fill("friend@example.com");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByText("We have invited friend@example.com.").waitFor();
  await picture(page);

  const other = await client(0);
  const invite = (n: number) =>
    other.post("/invite", { data: { email: `friend${n}@example.com` } });
  for (let n = 0; n < 5; n++) strictEqual((await invite(n)).status, 200);
  let n = 5; // A machine that is very slow has filled the bucket again by then.
  let { status, headers } = await invite(n);
  while (status === 200 && n < 100) ({ status, headers } = await invite(++n));
  strictEqual(status, 429);
  strictEqual(Number(headers.get("retry-after")) > 0, true);
});
