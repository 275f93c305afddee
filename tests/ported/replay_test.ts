import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { Client } from "../../mod.ts";
import { goldenTest, readGolden } from "../_golden.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { toDom } from "../parity/dom.ts";

/** The port of each application. */
const PORTS: Readonly<Record<string, string>> = {
  "fh/adv_app.py": "adv_app",
  "fh/todos4.py": "todos4",
  "gallery/applications/csv_editor/app.py": "csv_editor",
  "gallery/dynamic_user_interface_(htmx)/inline_validation/app.py": "inline_validation",
  "gallery/dynamic_user_interface_(htmx)/multi_image_upload/app.py": "multi_image_upload",
  "gallery/dynamic_user_interface_(htmx)/web_sockets/app.py": "web_sockets",
  "gallery/svg/find_and_click/app.py": "find_and_click",
  "example/01_todo_app/main.py": "todo_app",
  "example/04_sse/sse_clock_scroll.py": "sse_clock",
  "example/htmx/counter-uuid.py": "counter_uuid",
  "example/htmx/surreal.py": "surreal",
  "example/shoelace.py": "shoelace",
};

const SCOPED = "@scope { button { margin: 6px; } }";

const LOGOUT = /<form [^>]*action="\/logout"[^>]*>\s*<button[^>]*>logout<\/button>\s*<\/form>/g;

/** Where the ports differ on purpose: the reason, and what makes both sides the same. */
const DIFFERENCES: [reason: string, from: RegExp, to: string][] = [
  ["a link says the whole path", /((?:hx-\w+|href|ws-connect)=")(?![/#]|https?:)/g, "$1/"],
  ["an address is encoded", /(hx-get="[^" ]*) /g, "$1+"],
  ["a place is random", / (?:r|cx|cy)="\d+"/g, ""],
  ["a clock shows the time", /\d\d:\d\d:\d\d/g, "HH:MM:SS"],
  ["so does a stopwatch", /\d+\.\d\d seconds/g, "0.00 seconds"],
  ["an id is given where it is used, not to every element", /_[\da-f]{32}/g, "_UNQID"],
  ["the same", / (?:id|name)="_UNQID"/g, ""],
  ["a style is scoped by CSS, not by a script", /me button \{margin: 6px;\}/g, SCOPED],
  ["signing out is a POST", LOGOUT, '<a href="/logout">logout</a>'],
  ["no two elements have one id", /(<div id="msg-list">){2}(<\/div>){2}/g, "$1$2"],
];

/** What FastHTML did for a GET, and a port for a POST only: a link must not sign a user out. */
const POSTS: ReadonlySet<string> = new Set(["/logout"]);

/** Statuses that differ on purpose. */
const STATUSES: [reason: string, theirs: number, ours: number][] = [
  ["a row that is not there is the visitor's mistake, not the server's", 500, 404],
  ["so is a word where a number is asked, and the page is there", 404, 400],
];

const FILE = "ported_apps.json";

for (const [app, port] of Object.entries(PORTS)) {
  goldenTest(`examples/ported/${port}.ts answers as ${app} did`, [FILE], async () => {
    const { steps } = (await readGolden<Recorded[]>(FILE)).find((recorded) =>
      recorded.app === app
    )!;
    await using folder = await tempFolder();
    const main = fileURLToPath(new URL(`../../examples/ported/${port}.ts`, import.meta.url));
    await using program = await startProgram(["run", "-A", main], { cwd: folder.path });
    const visitor = new Client({ fetch: (request: Request) => fetch(request) }, {
      baseUrl: program.origin,
    });
    for (const step of steps) {
      if ("ws" in step) await replaySocket(program.origin, step);
      else if ("stream" in step) await replayStream(program.origin, step);
      else await replay(visitor, step);
    }
  });
}

goldenTest("each application that was recorded has its port", [FILE], async () => {
  const recorded = (await readGolden<Recorded[]>(FILE)).map(({ app }) => app);
  deepStrictEqual(recorded.sort(), Object.keys(PORTS).sort());
});

async function replay(visitor: Client, { request, response: theirs }: Exchange): Promise<void> {
  const { path, headers, body } = request;
  const method = POSTS.has(path) ? "POST" : request.method;
  const response = await visitor.request(path, { method, headers, body, redirect: "manual" });
  const html = await response.text();
  const step = `${method} ${path} ${body ?? ""}`;
  const isKnown = STATUSES.some(([_, status, ours]) =>
    status === theirs.status && ours === response.status
  );
  if (!isKnown) deepStrictEqual([step, response.status], [step, theirs.status]);
  deepStrictEqual(toHeaders(response.headers), toHeaders(new Headers(theirs.headers)), step);
  if (theirs.status < 300) deepStrictEqual(toContent(html), toContent(theirs.body_noindent), step);
}

async function replaySocket(origin: string, { ws, steps }: SocketSession): Promise<void> {
  const socket = new WebSocket(origin.replace("http", "ws") + ws);
  const received: string[] = [];
  let wake = () => {};
  socket.onmessage = ({ data }) => {
    received.push(data);
    wake();
  };
  await new Promise((resolve) => socket.onopen = resolve);
  for (const step of steps) {
    if ("send" in step) socket.send(JSON.stringify(step.send));
    else {
      while (received.length === 0) await new Promise<void>((resolve) => wake = resolve);
      deepStrictEqual(toContent(received.shift()!), toContent(step.recv));
    }
  }
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
}

async function replayStream(origin: string, { stream, chunks }: StreamSession): Promise<void> {
  const response = await fetch(origin + stream);
  const events: string[] = [];
  let text = "";
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
      const event = text.slice(0, end + 2);
      if (event.startsWith("data:")) events.push(alike(event));
    }
    if (events.length >= chunks.length) break;
  }
  deepStrictEqual(events, chunks.map(alike));
}

/** The headers that say something; how a page is sent is compared by `shared/golden/http.json`. */
function toHeaders(headers: Headers): unknown {
  return {
    location: headers.get("location"),
    type: headers.get("content-type")?.startsWith("text/csv") ?? false,
    disposition: headers.get("content-disposition"),
    // FastHTML's SvgInb() sends HX-Hx-Reselect, which htmx does not read.
    reselect: headers.get("hx-reselect") ?? headers.get("hx-hx-reselect"),
    authenticate: headers.get("www-authenticate")?.split(",")[0],
  };
}

/** What of an answer is compared: all, or of a page its title and body, as heads load other files. */
function toContent(html: string): unknown {
  const [, title, body] = /<title[^>]*>([^<]*)<\/title>[^]*<body[^>]*>([^]*)<\/body>/.exec(html) ??
    [];
  return body === undefined ? toDom(alike(html)) : [title, toDom(alike(body))];
}

function alike(html: string): string {
  return DIFFERENCES.reduce((html, [_, from, to]) => html.replace(from, to), html);
}

interface Recorded {
  app: string;
  steps: (Exchange | SocketSession | StreamSession)[];
}

interface Exchange {
  request: { method: string; path: string; headers: Record<string, string>; body: string | null };
  response: { status: number; headers: Record<string, string>; body_noindent: string };
}

interface SocketSession {
  ws: string;
  steps: ({ send: object } | { recv: string })[];
}

interface StreamSession {
  stream: string;
  chunks: string[];
}
