/** What each story of migrate/ does with the list of tasks that its page shows. */
import { deepStrictEqual, strictEqual } from "node:assert";
import type { Stage } from "./story.ts";

/** Adds, ticks and deletes a task, first without its title. */
export async function tryTasks({ client, open, picture }: Stage): Promise<void> {
  const page = await open(0, { logs: /status of 422/ });
  const items = () => page.getByRole("listitem");
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByText("Please fill in this field.").waitFor();
  await page.getByPlaceholder("Title").fill("Read <b>Dune</b>");
  await page.getByRole("button", { name: "Add" }).click();
  await items().filter({ hasText: "Read <b>Dune</b>" }).waitFor();
  strictEqual(await page.locator("s").count(), 0);
  await page.getByRole("button", { name: "Done" }).click();
  await page.locator("s").filter({ hasText: "Read <b>Dune</b>" }).waitFor();
  await picture(page);
  await page.getByRole("button", { name: "Delete" }).click();
  await items().waitFor({ state: "detached" });

  const sender = await client(0);
  const status = async (response: Promise<Response>) => {
    const { status, body } = await response;
    await body?.cancel();
    return status;
  };
  deepStrictEqual([
    await status(sender.post("/tasks", { data: { title: "Emma" } })),
    await status(sender.post("/tasks/1/toggle")),
    await status(sender.post("/tasks/2/toggle")),
    await status(sender.post("/tasks/one/delete")),
  ], [303, 303, 404, 404]);
}
