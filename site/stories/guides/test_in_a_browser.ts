import { match, strictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { story } from "../../story.ts";

const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));

export default story(async ({ block, open, picture }) => {
  const page = await open(0, { files: { "main_test.ts": block(1) } });
  await page.getByRole("button", { name: "Add one" }).click();
  await page.locator("#count", { hasText: "1" }).waitFor();
  await picture(page);

  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", `--config=${CONFIG}`, "main_test.ts"],
    cwd: page.folder,
    env: { CHROMIUM: findChromium(), NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  match(text, /ok \| 2 passed/);
  strictEqual(code, 0);
});

/** What `which chromium` finds, or another name of it. */
function findChromium(): string {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  const found = names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  return Deno.env.get("CHROMIUM") ?? found.find(existsSync) ?? "chromium";
}
