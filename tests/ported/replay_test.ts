import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { Client } from "../../mod.ts";
import { goldenTest, readGolden } from "../_golden.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { within } from "../_within.ts";
import { toDom } from "../parity/dom.ts";

/** The port of each application, by the file that has what the original answered. */
const PORTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ported_apps.json": {
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
  },
  "ported_apps2.json": {
    "fh/user_app.py": "user_app",
    "gallery/applications/cellular_automata/app.py": "cellular_automata",
    "gallery/dynamic_user_interface_(htmx)/click_to_edit/app.py": "click_to_edit",
    "example/00_game_of_life/main.py": "game_of_life",
    "example/04_sse/sse_rand.py": "sse_rand",
    "example/04_sse/ws_rand_scroll.py": "ws_rand_scroll",
    "example/htmx/counter-facet.py": "counter_facet",
    "example/htmx/formdemo.py": "formdemo",
    "example/htmx/storage.py": "storage",
    "example/htmx/svgswap.py": "svgswap",
    "example/image_classification_app/main.py": "image_classification",
    "example/todos2/main.py": "todos2",
  },
};

const SCOPED = "@scope { button { margin: 6px; } }";

const LOGOUT = /<form [^>]*action="\/logout"[^>]*>\s*<button[^>]*>logout<\/button>\s*<\/form>/g;

/** Where the ports differ on purpose: the reason, and what makes both sides the same. */
const DIFFERENCES: [reason: string, from: RegExp, to: string][] = [
  [
    "a link says the whole path",
    /((?:hx-(?:get|post|delete)|href|ws-connect)=")(?![/#]|http:)/g,
    "$1/",
  ],
  ["an address is encoded", /(hx-get="[^" ]*) /g, "$1+"],
  ["so are booleans", /(hx-get="[^"]*=)(True|False)/g, "$1BOOLEAN"],
  ["the same", /(hx-get="[^"]*=)(true|false)/g, "$1BOOLEAN"],
  ["so are whole numbers", /(?<=<progress value=")1\.0(?=")/g, "1"],
  [
    "the original's first form has no link, so its button does nothing",
    /\bpost="form"/g,
    'hx-post="/form"',
  ],
  [
    "the original writes the name of a field as an attribute",
    /value="" priority="priority"/g,
    'value="0" id="priority" name="priority"',
  ],
  ["CheckboxX has a hidden field of its own", /<input type="hidden" value="" name="done">/g, ""],
  ["the original's indicators are nowhere", / hx-indicator="#(generations|width)ind"/g, ""],
  ["JSON needs no spaces", /(?<=hx-vals='[^']*[:,]) /g, ""],
  ["a server has a name", /(?<=logout@)[\w.]+(:\d+)?\//g, "HOST/"],
  ["a place is random", / (?:r|cx|cy)="\d+"/g, ""],
  ["a clock shows the time", /\d\d:\d\d:\d\d/g, "HH:MM:SS"],
  ["so does the date", /(<div id="foo">\w*: )[^<]*/g, "$1DATE"],
  ["a number is random", /(?<=sse-swap="NumbersGeneratedEvent">)\d+/g, "NUMBER"],
  ["so does a stopwatch", /\d+\.\d\d seconds/g, "0.00 seconds"],
  ["an id is given where it is used, not to every element", /_[\da-f]{32}/g, "_UNQID"],
  ["the same", / (?:id|name)="_UNQID"/g, ""],
  ["a style is scoped by CSS, not by a script", /me button \{margin: 6px;\}/g, SCOPED],
  ["signing out is a POST", LOGOUT, '<a href="/logout">logout</a>'],
  ["a field says what it is for", / aria-label="[^"]*"/g, ""],
  ["the original's items are in no list", / role="(?:none|list)"/g, ""],
  ["red is too pale to be read", /(?<=color: )light-dark\(#c00, #f99\)/g, "red"],
  ["so is this green", /text-green-700/g, "text-green-600"],
  ["so is Shoelace's blue", / style="--sl-color-primary-600: #0369a1"/g, ""],
  ["so is white on yellow, and on light blue", /(?<=yellow|lightblue);color:#000/g, ""],
  ["no two elements have one id", /(<div id="msg-list">){2}(<\/div>){2}/g, "$1$2"],
];

/** What FastHTML did for a GET, and a port for a POST only: a link must not sign a user out. */
const POSTS: ReadonlySet<string> = new Set(["adv_app /logout"]);

/** Statuses that differ on purpose. */
const STATUSES: [reason: string, theirs: number, ours: number, step?: string][] = [
  ["a row that is not there is the client's mistake, not the server's", 500, 404],
  ["so is a word where a number is asked, and the page is there", 404, 400],
  ["a field that was not sent is as the class has it", 500, 200, "POST /form firstName=Joe"],
];

for (const [file, ports] of Object.entries(PORTS)) {
  for (const [app, port] of Object.entries(ports)) {
    goldenTest(`examples/ported/${port}.ts answers as ${app} did`, [file], async () => {
      const { steps } = (await readGolden<Recorded[]>(file)).find((recorded) =>
        recorded.app === app
      )!;
      await using folder = await tempFolder();
      const main = fileURLToPath(new URL(`../../examples/ported/${port}.ts`, import.meta.url));
      await using program = await startProgram(["run", "-A", main], { cwd: folder.path });
      const client = new Client({ fetch: (request: Request) => fetch(request) }, {
        baseUrl: program.origin,
      });
      for (const step of steps) {
        if ("ws" in step) await replaySocket(client, program.origin, step);
        else if ("stream" in step) await replayStream(program.origin, step);
        else {
          if (POSTS.has(`${port} ${step.request.path}`)) step.request.method = "POST";
          await replay(client, step);
        }
      }
    });
  }

  goldenTest(`each application of ${file} has its port`, [file], async () => {
    const recorded = (await readGolden<Recorded[]>(file)).map(({ app }) => app);
    deepStrictEqual(recorded.sort(), Object.keys(ports).sort());
  });
}

async function replay(client: Client, { request, response: theirs }: Exchange): Promise<void> {
  const { method, path, headers, body } = request;
  const response = await client.request(path, { method, headers, body, redirect: "manual" });
  const html = await response.text();
  const step = `${method} ${path} ${body ?? ""}`;
  const isKnown = STATUSES.some(([_, status, ours, only = step]) =>
    status === theirs.status && ours === response.status && only === step
  );
  if (!isKnown) deepStrictEqual([step, response.status], [step, theirs.status]);
  deepStrictEqual(toHeaders(response.headers), toHeaders(new Headers(theirs.headers)), step);
  if (theirs.status < 300) deepStrictEqual(toContent(html), toContent(theirs.body_noindent), step);
}

async function replaySocket(client: Client, origin: string, session: SocketSession): Promise<void> {
  const { ws, steps = [] } = session;
  const socket = new WebSocket(origin.replace("http", "ws") + ws);
  const received: string[] = [];
  let wake = () => {};
  socket.onmessage = ({ data }) => {
    received.push(data);
    wake();
  };
  await within(60, "a socket", new Promise((resolve) => socket.onopen = resolve));
  for (const step of steps) {
    if ("send" in step) socket.send(JSON.stringify(step.send));
    else if ("request" in step) await replay(client, step);
    else {
      while (received.length === 0) {
        await within(60, step.recv, new Promise<void>((resolve) => wake = resolve));
      }
      deepStrictEqual(toContent(received.shift()!), toContent(step.recv));
    }
  }
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await within(60, "the close of a socket", closed);
}

async function replayStream(origin: string, { stream, chunks }: StreamSession): Promise<void> {
  const response = await fetch(origin + stream);
  const events: string[] = [];
  let text = "";
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
      const event = text.slice(0, end + 2);
      if (!event.startsWith(":")) events.push(alike(event).trimEnd());
    }
    if (events.length >= chunks.length) break;
  }
  deepStrictEqual(events, chunks.map((event) => alike(event).trimEnd()));
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
  /** Undefined where the original failed. */
  steps?: ({ send: object } | { recv: string } | Exchange)[];
}

interface StreamSession {
  stream: string;
  chunks: string[];
}
