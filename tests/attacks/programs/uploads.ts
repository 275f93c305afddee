/** A program that keeps little of uploads on disk, and waits as long as it is told. */
import { fastApp, serve } from "@fasthtml/fasthtml";

const bodyTimeout = Number(Deno.env.get("BODY_TIMEOUT") ?? 60);
/** A folder for temporary files that no other program has. */
const temp = `${Deno.cwd()}/temp`;
Deno.mkdirSync(temp, { recursive: true });
Deno.env.set("TMPDIR", temp);

const { app, rt } = fastApp({
  secretKey: "x".repeat(32),
  limits: { spoolAbove: 1_000, maxSpooled: 100_000, bodyTimeout },
});
rt("/ok", () => "ok");
rt.post("/up", { f: File }, ({ f }) => `${f.size} bytes`);
/** What is on disk of uploads at this moment: less a few bytes that may begin a boundary. */
rt("/held", () => {
  const folders = [...Deno.readDirSync(temp)].map(({ name }) => `${temp}/${name}`);
  const files = folders.flatMap((folder) =>
    [...Deno.readDirSync(folder)].map(({ name }) => Deno.statSync(`${folder}/${name}`).size)
  );
  return `(${Math.round(files.reduce((sum, size) => sum + size, 0) / 1000)} kB)`;
});

serve(app);
