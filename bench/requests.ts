/** The bench of requests. */
import { deepStrictEqual } from "node:assert";
import { parse, serialize } from "parse5";
import { fill, paths } from "./servers/answers.ts";
import { compare, type Ratio, type Subject } from "./rounds.ts";
import { type Server, start } from "./start.ts";

/** Loads three servers with wrk, after checking that all return the same page and headers. */
export async function requestsBench({ quick }: { quick: boolean }): Promise<Ratio[]> {
  const folder = await Deno.makeTempDir();
  const database = `${folder}/items.db`;
  fill(database);
  const servers: Server[] = [];
  try {
    const ours = await start("fasthtml", "fasthtml.ts", [database]);
    servers.push(ours);
    for (const [name, file] of [["hand", "hand.ts"], ["hono", "hono.tsx"]]) {
      servers.push(await start(name, file, [database, ours.origin]));
    }
    const ratios: Ratio[] = [];
    for (const [title, path] of Object.entries(paths)) {
      const expected = await read(ours, path);
      const subjects: Subject[] = [];
      for (const server of servers) {
        deepStrictEqual(await read(server, path), expected, `${server.name} responds differently`);
        await load(server.origin + path, 1); // Lets the compiler do its work.
        // Turns are short because the machine is seldom quiet for long.
        subjects.push({ name: server.name, measure: () => load(server.origin + path, 1) });
      }
      ratios.push(
        ...await compare(title, subjects, {
          rounds: quick ? 3 : 13,
          show: (speed) => `${Math.round(speed).toLocaleString("en")} req/s`,
        }),
      );
    }
    return ratios;
  } finally {
    for (const { process } of servers) {
      process.kill("SIGKILL");
      await process.status;
    }
    await Deno.remove(folder, { recursive: true });
  }
}

/** The responses of a server to a browser and to htmx. */
function read({ origin }: Server, path: string): Promise<unknown[]> {
  const asked: Record<string, string>[] = [{}, { "hx-request": "true" }];
  return Promise.all(asked.map(async (headers) => {
    const response = await fetch(origin + path, { headers });
    return {
      status: response.status,
      headers: [...response.headers]
        .filter(([name]) => name !== "date" && name !== "content-length").sort(),
      // Compared as trees, since hono/jsx writes `<meta/>` for `<meta>`.
      page: serialize(parse(await response.text())),
    };
  }));
}

/** The requests per second that a server responds to, measured by wrk or else by npm:autocannon. */
async function load(url: string, seconds: number): Promise<number> {
  const wrk = await output("wrk", ["-t1", "-c32", `-d${seconds}s`, url]);
  if (wrk !== undefined) {
    const failed = wrk.match(/Non-2xx.*/)?.[0];
    if (failed) throw new Error(`Cannot measure ${url}: ${failed}, expected none`);
    return Number(wrk.match(/Requests\/sec:\s+([\d.]+)/)?.[1]);
  }
  const args = ["run", "-A", "npm:autocannon@9.0.0", "-j", "-c32", `-d${seconds}`, url];
  const { requests, non2xx } = JSON.parse(await output(Deno.execPath(), args) ?? "{}");
  if (non2xx !== 0) {
    throw new Error(`Cannot measure ${url}: ${non2xx} responses with errors, expected none`);
  }
  return requests.average;
}

/** The output of a program, or undefined if it is not installed. */
async function output(program: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command(program, { args, stderr: "null" }).output();
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
