import { match, strictEqual } from "node:assert";
import { startProgram } from "../_program.ts";
import { SocketClient } from "../live/_socket.ts";

const file = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;

Deno.test("serve() ends at once while event streams and sockets are open", async () => {
  await using program = await startProgram(["run", "-A", file("tests/fixtures/live/page.ts")]);
  const stream = await fetch(`${program.origin}/events`);
  const reader = stream.body!.getReader();
  await reader.read();
  const client = await SocketClient.open(`${program.origin.replace("http", "ws")}/one`);
  const { code } = await program.end("SIGTERM");
  strictEqual(code, 0, program.printed());
  strictEqual((await client.closed).code, 1001);
  while (!(await reader.read()).done);
  match(program.printed(), /^Link: /);
});
