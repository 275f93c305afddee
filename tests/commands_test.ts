import { match, rejects, strictEqual } from "node:assert";
import { get, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { startProgram } from "./_program.ts";

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

for (const parallel of [[], ["--parallel"]]) {
  Deno.test(`\`deno serve ${parallel}\` serves a file that ends in \`export default app\``, async () => {
    const args = ["serve", "-A", "--host=127.0.0.1", "--port=0", ...parallel];
    await using program = await startProgram([...args, fixture("exported.ts")]);
    for (let time = 0; time < 10; time++) {
      const response = await fetch(program.origin, { headers: { connection: "close" } });
      match(await response.text(), /<p>Exported<\/p>/);
    }
  });
}

Deno.test("`deno run` on a file that ends in `serve(app)` answers what is under way before SIGTERM ends it", async () => {
  await using program = await startProgram(["run", "-A", fixture("slow.ts")]);
  const answer = fetch(`${program.origin}/slow`, { headers: { connection: "close" } });
  while (!program.printed().includes("asked")) await new Promise((wake) => setTimeout(wake, 10));
  const ended = program.end("SIGTERM");
  strictEqual(await (await answer).text(), "answered");
  strictEqual((await ended).code, 0);
  await rejects(fetch(program.origin), TypeError);
});

Deno.test("a program that may read everything, but not all of /proc, starts and compresses", async () => {
  const args = ["run", "--allow-net", "--allow-env", "--allow-read"];
  await using program = await startProgram([...args, fixture("page.ts")]);
  const { port } = new URL(program.origin);
  const accept = { "accept-encoding": "gzip" };
  const answer = await new Promise<IncomingMessage>((done) =>
    get({ host: "127.0.0.1", port, headers: accept }, done)
  );
  answer.resume();
  strictEqual(answer.headers["content-encoding"], "gzip");
  strictEqual((await fetch(`${program.origin}/favicon.ico`)).status, 204);
});
