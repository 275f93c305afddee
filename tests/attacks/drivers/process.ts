import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { startTarget, type Target } from "../target.ts";
import { startProgram } from "../../_program.ts";
import { tempFolder } from "../../_temp.ts";
import type { Drivers } from "./types.ts";

const CONFIG = fileURLToPath(import.meta.resolve("../../../deno.json"));

/** Resident memory of the attacked program, in bytes. */
async function rss({ port }: Target): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${port}/rss`)).text());
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function statusOf(target: Target, path: string): Promise<number> {
  return (await target.request({ method: "GET", path })).status;
}

export const PROCESS: Drivers = {
  "DOS-12": async (_, target) => {
    const before = await rss(target);
    const headers = { "Content-Type": "application/json" };
    const gen = [['{"a":"', 1], ["x", 50_000_000], ['"}', 1]] as const;
    const { status } = await target.request({ method: "POST", path: "/admin", headers, gen });
    strictEqual([303, 401, 403, 413].includes(status), true, `status ${status}`);
    const grown = await rss(target) - before;
    ok(grown < 64_000_000, `grew by ${grown}`);
  },
  "DOS-14": async (_, target) => {
    for (let i = 0; i < 100; i++) {
      strictEqual(await statusOf(target, "/esc/boom"), 500);
      strictEqual(await statusOf(target, "/bgboom"), 200);
    }
    strictEqual(await statusOf(target, "/rejects"), 500);
    strictEqual(await statusOf(target, "/ok"), 200);
  },
  "DOS-15": async (_, target) => {
    const before = await rss(target);
    const body_b64 = new Uint8Array(gzipSync(new Uint8Array(100_000_000))).toBase64();
    const headers = {
      "Content-Type": "application/x-www-form-urlencoded",
      "Content-Encoding": "gzip",
    };
    const { status } = await target.request({ method: "POST", path: "/form", headers, body_b64 });
    ok(status < 500, `status ${status}`);
    ok(await rss(target) - before < 64_000_000);
  },
  "DOS-16": async (_, target) => {
    const socket = await Deno.connect({ hostname: "127.0.0.1", port: target.port });
    const lines = `GET /waits HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\n\r\n`;
    await socket.write(new TextEncoder().encode(lines));
    await later(200);
    socket.close();
    for (let i = 0; i < 50 && !target.program.printed().includes("left /waits"); i++) {
      await later(50);
    }
    match(target.program.printed(), /left \/waits/);
    strictEqual(await statusOf(target, "/ok"), 200);
  },
  "SHU-01": async () => {
    await using target = await startTarget();
    const slow = target.request({ method: "GET", path: "/slow?s=1" });
    await later(300);
    const ended = target.program.end("SIGTERM");
    await later(100);
    await rejects(() => Deno.connect({ hostname: "127.0.0.1", port: target.port }));
    const { status, body } = await slow;
    deepStrictEqual([status, body, (await ended).code], [200, "slow", 0]);
  },
  "SHU-03": async () => {
    await using target = await startTarget();
    const socket = await Deno.connect({ hostname: "127.0.0.1", port: target.port });
    await socket.write(
      new TextEncoder().encode(`GET /ok HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\n\r\n`),
    );
    await socket.read(new Uint8Array(1000));
    // 1 would say that it had to be cut off.
    strictEqual((await target.program.end("SIGTERM")).code, 0);
    socket.close();
  },
  "SHU-05": async () => {
    await using target = await startTarget();
    const slow = target.request({ method: "GET", path: "/slow?s=60" });
    await later(300);
    const ended = target.program.end("SIGTERM");
    await later(300);
    await target.program.end("SIGTERM");
    // Cut off, and not after the grace, which says so.
    deepStrictEqual([(await ended).code, (await slow).status], [1, 0]);
    strictEqual(target.program.printed().includes("still under way"), false);
  },
  "SHU-06": async () => {
    await using target = await startTarget({ GRACE: "1" });
    const never = target.request({ method: "GET", path: "/slow?s=60" });
    await later(300);
    const status = await target.program.end("SIGTERM");
    strictEqual(status.code, 1);
    match(target.program.printed(), /still under way/);
    await never;
  },
  "SHU-07": async () => {
    await using folder = await tempFolder();
    const env = { ATTACK_SECRET: "", ATTACK_KEY: `${folder.path}/.sesskey` };
    let cookie = "", key = "";
    {
      await using target = await startTarget(env);
      cookie = await target.login("alice");
      key = await Deno.readTextFile(`${folder.path}/.sesskey`);
      await target.program.end("SIGKILL");
    }
    await using target = await startTarget(env);
    const { body } = await target.request({ method: "GET", path: "/sget" }, cookie);
    deepStrictEqual(JSON.parse(body), { auth: "alice" });
    strictEqual(await Deno.readTextFile(`${folder.path}/.sesskey`), key);
  },
  "SHU-09": async () => {
    await using folder = await tempFolder();
    const file = `${folder.path}/main.ts`;
    await Deno.writeTextFile(
      file,
      `import { fastApp, serve } from "${import.meta.resolve("../../../mod.ts")}";
      const { app } = fastApp({ secretKey: "x".repeat(32) });
      serve(app, { port: 0 });`,
    );
    // Neither HOST nor PORT is set: only this machine is served.
    const args = ["run", "-A", `--config=${CONFIG}`, file];
    await using program = await startProgram(args, { env: { HOST: "127.0.0.1" } });
    match(program.origin, /^http:\/\/127\.0\.0\.1:/);
  },
  "SSE-03": async (_, target) => {
    const { body } = await target.request({ method: "GET", path: "/sseboom" });
    match(body, /^data: first/);
    strictEqual(body.includes("boom"), false);
    match(target.program.printed(), /boom/);
  },
  "SSE-08": async () => {
    await using target = await startTarget();
    const stream = target.request({ method: "GET", path: "/sseidle" });
    await later(300);
    strictEqual((await target.program.end("SIGTERM")).code, 0);
    await stream;
  },
};
