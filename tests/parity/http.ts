/** Replays the recorded requests to the ported applications, and judges the answers. */
import { strictEqual } from "node:assert";
import { type FastHTML, Integer } from "../../mod.ts";
import { goldenPath, readGolden } from "../_golden.ts";
import { send } from "../attacks/socket.ts";
import { serveSite } from "../live/_socket.ts";
import { type Answer, compare, comparedHeaders, type HttpCase } from "./http/answer.ts";
import { errors } from "./http/errors.ts";
import { input } from "./http/input.ts";
import { output } from "./http/output.ts";
import { pages } from "./http/pages.ts";
import { toDifferences } from "./http/rule.ts";
import { type Answered, type Findings, type Section, toFindings } from "./rules.ts";

/** What the section `http` finds: the requests of `http.json`, answered by `apps/*.ts`. */
export async function httpFindings(): Promise<Findings> {
  const { answered, failures } = await answerAll();
  const section: Section<HttpCase, Answer> = {
    name: "http",
    differences: toDifferences([...errors, ...input, ...output, ...pages]),
    toId: ({ id }) => id,
    compare: ({ response }, ours) => compare(ours, response),
    corrupt: (each, ours) => corrupt(ours, failures.get(each)!),
  };
  return toFindings(section, answered);
}

/** Answers by the kind of their corruption. */
type Wrong = Record<string, Answer>;

interface Replayed {
  readonly answered: Answered<HttpCase, Answer>[];
  /** What the application of a case answers to a request that fails: its 400, 404 and 500. */
  readonly failures: Map<HttpCase, Wrong>;
}

/** Sends each case of `http.json`, in their order, over real sockets. */
async function answerAll(): Promise<Replayed> {
  const replayed: Replayed = { answered: [], failures: new Map() };
  const apps = Map.groupBy(await readGolden<HttpCase[]>("http.json"), ({ app }) => app);
  for (const [name, cases] of apps) {
    await using site = serveSite(await openApp(name));
    const port = Number(new URL(site.origin).port);
    const jars = new Map<string, Jar>();
    for (const each of cases) {
      const jar = jars.get(each.client ?? "") ?? new Map();
      if (each.client !== undefined) jars.set(each.client, jar);
      replayed.answered.push({ each, ours: await replay(each, port, jar) });
    }
    const failures = new Map<string, Wrong>();
    for (const each of cases) {
      const key = JSON.stringify(each.request.headers);
      const wrong = failures.get(key) ?? await failAll(each, port);
      failures.set(key, wrong);
      replayed.failures.set(each, wrong);
    }
  }
  return replayed;
}

/** Asks as the case does for what is not there, cannot be read, and throws. */
async function failAll(each: HttpCase, port: number): Promise<Wrong> {
  const wrong: Wrong = {};
  for (const status of [400, 404, 500]) {
    // The guards of the applications let everybody into this folder.
    const request = { ...each.request, method: "GET", path: `/pub/_fails/${status}`, body: null };
    const answer = await replay({ ...each, request }, port, new Map());
    strictEqual(answer.status, status, `${each.app} answers ${request.path}`);
    wrong[`page of ${status}`] = answer;
  }
  return wrong;
}

/** An answer that is wrong in one way each. */
function corrupt(ours: Answer, failures: Wrong): Wrong {
  const wrong: Wrong = {
    ...failures,
    "wrong body": { ...ours, body: "WRONG" },
    "empty body": { ...ours, body: "" },
    "other status": { ...ours, status: ours.status === 200 ? 201 : 200 },
  };
  for (const name of comparedHeaders(ours)) {
    const { [name]: value, ...others } = ours.headers;
    wrong[`wrong ${name}`] = { ...ours, headers: { ...others, [name]: `${value}-wrong` } };
    wrong[`no ${name}`] = { ...ours, headers: others };
  }
  const isOther = ([, answer]: [string, Answer]) => compare(answer, ours).length > 0;
  return Object.fromEntries(Object.entries(wrong).filter(isOther));
}

async function openApp(name: string): Promise<FastHTML> {
  const file = name.replace(/\.py$/, ".ts");
  const { default: make } = await import(new URL(file, import.meta.url).href) as {
    default: (folder: string) => FastHTML;
  };
  const app = make(goldenPath("apps"));
  app.route("/pub/_fails/400", { n: Integer }, ({ n }) => `${n}`);
  app.route("/pub/_fails/500", () => {
    throw new Error("meant");
  });
  return app;
}

/** The cookies of one client, by their names. */
type Jar = Map<string, string>;

async function replay(each: HttpCase, port: number, jar: Jar): Promise<Answer> {
  const { method, path, body } = each.request;
  const headers = new Headers(each.request.headers);
  if (!headers.has("host")) headers.set("host", "testserver");
  headers.set("connection", "close");
  headers.set("content-length", `${new TextEncoder().encode(body ?? "").length}`);
  if (jar.size > 0) headers.set("cookie", [...jar.values()].join("; "));
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  const target = path.replace(/[<>]/g, encodeURIComponent);
  const text = `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`;
  const answer = await quietly(() => send(port, new TextEncoder().encode(text)));
  const received = new Headers(answer.headers.map(([...pair]) => pair));
  const cookies = received.getSetCookie();
  for (const cookie of cookies) keep(jar, cookie);
  return {
    status: answer.status,
    headers: {
      ...Object.fromEntries(received),
      ...cookies.length > 0 && {
        "set-cookie": cookies.map((cookie) => cookie.split("=")[0]!),
        "set-cookie-values": cookies,
      },
    },
    body: answer.body,
  };
}

function keep(jar: Jar, cookie: string): void {
  const [pair = ""] = cookie.split(";");
  const [name = ""] = pair.split("=");
  if (/;\s*max-age=0/i.test(cookie)) jar.delete(name);
  else jar.set(name, pair);
}

/** An application reports its errors on the console; here they are meant. */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { error } = globalThis.console;
  globalThis.console.error = () => {};
  try {
    return await run();
  } finally {
    globalThis.console.error = error;
  }
}
