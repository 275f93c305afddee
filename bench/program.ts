/** What every program of the bench has: it says where it is reached, and how much it has worked. */
import process from "node:process";

/** What a program does when the bench says so, some number of times. */
export type Task = (times: number) => unknown;

/**
 * Serves on a free port what is measured, if that is requests, and on another port what the bench
 * asks: so nothing is added to the application. Prints both as one line.
 */
export function offer(
  fetch?: (request: Request) => Response | Promise<Response>,
  tasks: Readonly<Record<string, Task>> = {},
): void {
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const control = Deno.serve(options, async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/work") return Response.json(toWork());
    if (pathname === "/peak") return Response.json(toPeak());
    if (pathname === "/memory") return Response.json(toMemory());
    const task = tasks[searchParams.get("task")!], times = Number(searchParams.get("times"));
    const start = performance.now(), before = toWork();
    await task(times);
    return Response.json({
      seconds: (performance.now() - start) / 1000,
      work: toWork() - before,
    });
  });
  const server = fetch && Deno.serve(options, fetch);
  const origins = [control, server].map((server) =>
    server && `http://127.0.0.1:${server.addr.port}`
  );
  // deno-lint-ignore no-console -- the bench reads it
  console.log(JSON.stringify(origins));
}

/** Runs something some number of times. Only promises are awaited. */
export function repeat(run: (i: number) => unknown): Task {
  return async (times) => {
    for (let i = 0; i < times; i++) {
      const result = run(i);
      if (result instanceof Promise) await result;
    }
  };
}

/** The seconds of processor time that the process has taken. */
function toWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The most memory that the process has had. What `maxRSS` tells begins with that of its parent. */
function toPeak(): number {
  if (Deno.build.os !== "linux") return process.resourceUsage().maxRSS * 1024;
  const [, kib] = /^VmHWM:\s*(\d+) kB$/m.exec(Deno.readTextFileSync("/proc/self/status"))!;
  return Number(kib) * 1024;
}

/** The memory of the process after garbage collection, without the pages that V8 keeps for later. */
function toMemory(): number {
  const { gc } = globalThis as unknown as { gc: () => void }; // Exists with --expose-gc.
  for (let i = 0; i < 3; i++) gc();
  const { rss, heapTotal, heapUsed } = Deno.memoryUsage();
  return rss - heapTotal + heapUsed;
}
