import { deepStrictEqual, strictEqual } from "node:assert";
import { freePort } from "../_port.ts";
import { startRegistry } from "../_registry.ts";
import { tempFolder } from "../_temp.ts";
import { deno } from "./_cli.ts";
import { buildImage, type Image, runStep, startImage } from "./_dockerfile.ts";

const isRoot = Deno.uid() === 0;

Deno.test({
  name: "the steps of `new`'s Dockerfile make a server that its user may run" +
    (isRoot ? "" : " (not here: root)"),
  ignore: !isRoot,
  async fn() {
    await using folder = await tempFolder();
    await using root = await tempFolder();
    const image = await makeAndBuild(folder.path, root.path);
    strictEqual(image.env.DENO_ENV, "production");
    deepStrictEqual([...Deno.readDirSync(image.cwd)].map(({ name }) => name).sort(), [
      ".dockerignore",
      ".env.example",
      ".gitignore",
      "Dockerfile",
      "README.md",
      "data",
      "data.ts",
      "db.ts",
      "deno.json",
      "deno.lock",
      "main.ts",
      "pages",
      "parts",
      "static",
      "style.css",
      "tests",
    ]);

    const port = `${freePort()}`;
    await using program = await startImage(image, port);
    await runStep(image.healthCheck, { ...image, env: { ...image.env, PORT: port } });
    const body = new URLSearchParams({ name: "ann", password: "correct horse" });
    const response = await fetch(`${program.origin}/sign-up`, {
      method: "POST",
      body,
      redirect: "manual",
    });
    deepStrictEqual([response.status, response.headers.get("location")], [303, "/"]);
    strictEqual((await program.end()).code, 0);
    deepStrictEqual(
      [...Deno.readDirSync(`${image.cwd}/data`)].map(({ name }) => name).sort(),
      [".sesskey", "app.db"],
    );
    strictEqual(Deno.statSync(`${image.cwd}/data/app.db`).uid, 1993);
  },
});

/** Makes a project and its image. The registry ends here, so nothing can be downloaded after. */
async function makeAndBuild(cwd: string, root: string): Promise<Image> {
  await using registry = await startRegistry();
  const args = ["run", "-A", "--quiet", "jsr:@fasthtml/fasthtml/cli", "new", "notes"];
  deepStrictEqual(await deno(args, { cwd, env: registry.env }), {
    code: 0,
    stdout: "Made notes. Next: cd notes && deno task dev\n",
    stderr: "",
  });
  return await buildImage(`${cwd}/notes`, root, registry.env);
}
