/** Requests of servers: compared, then measured. */
import { deepStrictEqual } from "node:assert";
import { parse, serialize } from "parse5";
import { load, type Shot, warm } from "./load.ts";
import { type Plan, toPlaces } from "./plan.ts";
import { Program } from "./processes.ts";
import { compare, rate, type Ratio, type Subject } from "./rounds.ts";

/** A request that is measured, and what is compared before. */
export interface Case {
  shot: Shot;
  /** The programs that answer it, if not all. */
  by?: readonly string[];
  /** Further requests that the server by hand answers alike. */
  alike?: readonly Shot[];
  /** A path whose response has the cookie of all requests of the case. */
  visit?: string;
  /** Makes of a body what is compared, where each response has another. */
  mask?: Mask;
}

/** What is compared of a body. */
export type Mask = (body: string, type: string | undefined) => unknown;

/** Programs that answer the same requests: this project's is the first. */
export interface Group {
  /** Their names, and their files in `bench/`. */
  programs: Readonly<Record<string, string>>;
  cases: Readonly<Record<string, Case>>;
  /** The arguments of a program, before the origin of the first one, of which the others learn. */
  toArgs(name: string): readonly string[] | Promise<readonly string[]>;
}

/** Loads the servers of a group with each request, after checking that all answer alike. */
export async function compareServers(group: Group, plan: Plan): Promise<Ratio[]> {
  const cases = Object.entries(group.cases).filter(([title]) => plan.isWanted(title));
  if (cases.length === 0) return [];
  await using running = new AsyncDisposableStack();
  const servers: Program[] = [];
  for (const { name, file, root } of toPlaces(group.programs, plan.against)) {
    const args = [...await group.toArgs(name), ...servers.slice(0, 1).map(({ origin }) => origin)];
    servers.push(running.use(await Program.start(name, file, { args, root })));
  }
  const ratios: Ratio[] = [];
  for (const [title, found] of cases) {
    const by = plan.against
      ? servers
      : servers.filter(({ name }, at) =>
        at === 0 || (found.by?.includes(name) ?? name !== "plain")
      );
    ratios.push(...await compareCase(title, found, by, plan));
  }
  return ratios;
}

async function compareCase(
  title: string,
  { shot, alike = [], visit, mask = toTree }: Case,
  servers: readonly Program[],
  { quick }: Plan,
): Promise<Ratio[]> {
  const subjects: Subject[] = [];
  const seen: Answer[][] = [];
  for (const server of servers) {
    const own = visit === undefined ? shot : withCookie(shot, await toCookie(server, visit));
    seen.push(await Promise.all([own, ...alike].map((shot) => read(server, shot, mask))));
    const [ours, found] = [seen[0], seen.at(-1)!];
    const differs = `${server.name} answers ${title} differently`;
    // Others have headers of their own, but for those of pages, which they learn.
    const isSame = server.name === "hand" ||
      server.name === "hono" && found[0].type === "text/html";
    if (isSame) deepStrictEqual(found[0], ours[0], differs);
    else deepStrictEqual(toContent(found[0]), toContent(ours[0]), differs);
    if (server.name === "hand") {
      for (const [at, answer] of found.entries()) {
        const isError = answer.status >= 400 && ![404, 416].includes(answer.status);
        if (isError) deepStrictEqual(answer.status, ours[at].status, differs);
        else deepStrictEqual(answer, ours[at], differs);
      }
    }
    await warm(server, own);
    subjects.push({ name: server.name, measure: () => load(server, own) });
  }
  return await compare(title, subjects, { rounds: quick ? 5 : 13, show: rate("req") });
}

interface Answer {
  status: number;
  type: string | undefined;
  headers: [string, string][];
  body: unknown;
}

async function read({ origin }: Program, shot: Shot, mask: Mask): Promise<Answer> {
  const { path, method, headers: fields, body } = shot;
  const init = { method, headers: fields, body, redirect: "manual" } as const;
  const response = await fetch(origin + path, init);
  const type = response.headers.get("content-type")?.split(";")[0];
  const headers = [...response.headers].filter(([name]) => !UNTOLD.has(name))
    .map(([name, value]): [string, string] => [name, toAttributes(name, value)]).sort();
  return { status: response.status, type, headers, body: mask(await response.text(), type) };
}

const UNTOLD = new Set(["date", "content-length"]);

/** Cookies have another value in each program. */
function toAttributes(name: string, value: string): string {
  return name === "set-cookie" ? value.replace(/=[^;]*/, "=") : value;
}

/** Pages are compared as trees, since hono/jsx writes `<meta/>` for `<meta>`. */
function toTree(body: string, type: string | undefined): unknown {
  return type === "text/html" ? serialize(parse(body)) : body;
}

function toContent({ status, type, body }: Answer): unknown {
  return { status, type, body };
}

async function toCookie({ origin }: Program, path: string): Promise<string> {
  const response = await fetch(origin + path);
  await response.body?.cancel();
  return response.headers.get("set-cookie")!.split(";")[0];
}

function withCookie(shot: Shot, cookie: string): Shot {
  return { ...shot, headers: { ...shot.headers, cookie } };
}
