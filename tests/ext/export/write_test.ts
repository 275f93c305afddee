import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { join } from "node:path";
import { A, P } from "../../../mod.ts";
import { exportSite } from "../../../ext/export.ts";
import { tempFolder } from "../../_temp.ts";
import { bare } from "./_site.ts";

Deno.test("exportSite() follows no link out of its folder", async () => {
  const { app, rt } = bare();
  rt("/", () => A("x", { href: "/guide/deep/" }));
  rt("/guide/deep/", () => P("Deep"));
  await using temp = await tempFolder();
  const out = join(temp.path, "out"), outside = join(temp.path, "outside");
  await Deno.mkdir(out);
  await Deno.mkdir(outside);
  await Deno.symlink(outside, join(out, "guide"));
  await rejects(exportSite(app, out), /Cannot write below ".*guide": it leads to ".*outside"/);
  deepStrictEqual([...Deno.readDirSync(outside)], []);
  await Deno.remove(join(out, "guide"));
  await Deno.writeTextFile(join(outside, "index.html"), "theirs");
  await Deno.symlink(join(outside, "index.html"), join(out, "index.html"));
  await rejects(exportSite(app, out), /Cannot write ".*index.html": found a link, expected/);
  strictEqual(await Deno.readTextFile(join(outside, "index.html")), "theirs");
  await rejects(
    exportSite(app, join(outside, "index.html")),
    /Cannot make the folder ".*index.html": found a file, expected a folder or nothing/,
  );
});
