import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { Client } from "@fasthtml/fasthtml";
import type { ClientRequest } from "@fasthtml/fasthtml/types";
import { browserTest } from "../browser/_browser.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";
import { filesOf } from "../house/_files.ts";
import { SocketClient } from "../live/_socket.ts";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";

const FOLDER = new URL("../../examples/seeds/", import.meta.url);

/** The programs that a test of this file runs. */
const run = new Set<string>();

/** What a test is handed: its program, and a client with a cookie jar. */
interface Visit {
  program: Program;
  client: Client;
  /** The fragment that htmx would get, or the error's status alone. */
  part(path: string, init?: ClientRequest): Promise<string>;
}

program("guide/hello.ts", "answers with its paragraph in a page", async ({ client }) => {
  const page = await (await client.get("/")).text();
  match(page, /^<!doctype html><html.*<body>\s*<div><p>Hello, World!<\/p><\/div>/s);
});

program("guide/routes.ts", "has every kind of route", async ({ client, part }) => {
  deepStrictEqual(
    await Promise.all(
      [
        part("/about"),
        part("/contact"),
        part("/"),
        part("/user/alice"),
        part("/search?q=some+term"),
        part("/search"),
        part("/greet/John"),
        part("/greet/Jane?excited=true"),
        part("/secret"),
        part("/toggle?id=42"),
        part("/about", { method: "POST" }),
        part("/links"),
      ],
    ),
    [
      "<div><h1>About</h1><p>This is the about page.</p></div>",
      titled("Contact Us", "<p>Contact form here...</p>"),
      titled("Home", "<p>Welcome to the site!</p>"),
      "<p>Profile page of alice</p>",
      "<p>You searched for 'some term'</p>",
      "400",
      "<p>Hello, John.</p>",
      "<p>Hello, Jane!!!</p>",
      "404",
      "<p>Toggled 42</p>",
      "405",
      '<ul><li><a href="/some/path">Go</a></li><li><a href="/toggle?id=42">Toggle</a></li>' +
      '<li><button hx-post="/delete_item">Delete</button></li></ul>',
    ],
  );
  match(await part("/show_headers", { headers: { "x-a": "b" } }), /\["x-a","b"\]|&quot;x-a/);
  await client.get("/dark");
  strictEqual(client.cookies.get("theme"), "dark");
  const old = await client.get("/old", { redirect: "manual" });
  deepStrictEqual([old.status, old.headers.get("location")], [307, "/about"]);
});

program(
  "guide/shop.ts",
  "has the routes of a router and of a mounted application",
  async ({ part }) => {
    deepStrictEqual(
      [await part("/"), await part("/products/"), await part("/products/7"), await part("/help/")],
      ["<p>Shop</p>", "<p>All products</p>", "<p>Product 7</p>", "<p>How can we help?</p>"],
    );
  },
);

program(
  "guide/profile.ts",
  "shows its form, and takes it as a form and as JSON",
  async ({ part }) => {
    match(await part("/"), /^<form method="post" action="\/".*<input name="age" type="number">/s);
    const data = { name: "Ann", email: "a@b.c", age: "7" };
    const submitted = "<div><h1>Profile Submitted</h1><p>Name: Ann</p><p>Email: a@b.c</p>" +
      "<p>Age: 7</p></div>";
    strictEqual(await part("/", { method: "POST", data }), submitted);
    strictEqual(await part("/", { method: "POST", json: { ...data, age: 7 } }), submitted);
    strictEqual(await part("/", { method: "POST", data: { ...data, age: "x" } }), "400");
  },
);

program(
  "guide/register.ts",
  "checks what a form sends by a rule of its own",
  async ({ client, part }) => {
    match(await part("/"), /<fieldset><label>Name<input name="name">.*<button type="submit">/s);
    const post = (email: string) => client.post("/register", { data: { name: "Ann", email } });
    const wrong = await post("ann");
    match(await wrong.text(), /Invalid email/);
    deepStrictEqual([wrong.status, (await post("a@b.c")).status], [400, 200]);
    strictEqual((await client.get("/register")).status, 405);
  },
);

program("guide/upload.ts", "keeps a file, and lists several", async ({ client, part }) => {
  match(await part("/"), /<form action="\/upload" method="post" enctype="multipart\/form-data">/);
  const post = (path: string, ...files: [name: string, text: string][]) => {
    const body = new FormData();
    for (const [name, text] of files) {
      body.append(path === "/upload" ? "file" : "files", new File([text], name));
    }
    return client.post(path, { body, htmx: true });
  };
  const one = await post("/upload", ["a.txt", "four"]);
  strictEqual(await one.text(), "<p>Uploaded a.txt (4 bytes)</p>");
  const two = await post("/several", ["a.txt", "1"], ["b.txt", "2"]);
  strictEqual(await two.text(), "<ul><li>a.txt</li><li>b.txt</li></ul>");
});

program(
  "guide/scripts.ts",
  "loads a library on every page, and runs code on one",
  async ({ part, client }) => {
    const page = await (await client.get("/")).text();
    match(
      page,
      /<head>.*<script src="https:\/\/cdn\.plot\.ly\/plotly-2\.32\.0\.min\.js"><\/script>/s,
    );
    match(page, /<div id="chart"><\/div><script>Plotly\.newPlot\('chart', /);
    const greeting = `<p>Look at the console</p><script>console.log('hi')</script>`;
    strictEqual(await part("/greeting"), greeting);
  },
);

program("guide/todos.ts", "uses each verb of its table", async ({ client, part }) => {
  strictEqual(await part("/verbs"), "<p>2</p><p>Write documentation</p><p>false</p>");
  const build = "<li>Build FastHTML app</li>", write = "<li>Write documentation</li>";
  strictEqual(await part("/queries"), `<ul>${build}${write}</ul>`);
  strictEqual(await part("/open_todos"), `<ul>${write}</ul>`);
  strictEqual(
    await part("/list_todos"),
    "<ul><li>🔲 Write documentation</li><li>✅ Build FastHTML app</li></ul>",
  );
  strictEqual(await part("/visit_counter"), "<p>Visit count: 1</p>");
  strictEqual(await part("/visit_counter"), "<p>Visit count: 2</p>");
  const gone = await client.post("/delete_item", { data: { id: 2 }, htmx: true });
  deepStrictEqual([gone.status, await gone.text()], [200, ""]);
  strictEqual(await part("/"), `<ul>${write}</ul>`);
});

program("guide/background.ts", "answers before its tasks have run", async ({ client, program }) => {
  const page = await client.get("/");
  match(await page.text(), /<h1>Background Task Example<\/h1>/);
  await printed(program, /^0\n1$/m);
  await client.get("/several");
  await printed(program, /^one\n(?:\d\n)*two$/m);
  const body = new FormData();
  body.append("file", new File(["four"], "a.txt"));
  const upload = await client.post("/upload", { body });
  match(await upload.text(), /File received! Analysis will be ready soon\./);
  await printed(program, /^4 bytes of user undefined$/m);
});

program("guide/broadcast.ts", "sends what one client says to all", async ({ program }) => {
  const url = `${program.origin.replace("http", "ws")}/ws`;
  await using ann = await SocketClient.open(url);
  await using bob = await SocketClient.open(url);
  ann.send("Hi");
  deepStrictEqual([await ann.next(), await bob.next()], ["Broadcast: Hi", "Broadcast: Hi"]);
  bob.send("Ho");
  deepStrictEqual([await ann.next(), await bob.next()], ["Broadcast: Ho", "Broadcast: Ho"]);
});

program(
  "guide/beforeware.ts",
  "sends who is not signed in to the login",
  async ({ client, part }) => {
    const first = await client.get("/", { redirect: "manual" });
    deepStrictEqual([first.status, first.headers.get("location")], [303, "/login"]);
    match(await part("/login"), /<button>Log in<\/button>/);
    await client.post("/login", { redirect: "manual" });
    strictEqual(await part("/"), "<p>Hello, ann</p>");
  },
);

program("guide/token.ts", "wants a token for one route", async ({ client, part }) => {
  const refused = await client.get("/secure");
  deepStrictEqual([refused.status, await refused.text()], [401, "Not authorized"]);
  const headers = { authorization: "SECRET123" };
  strictEqual(await part("/secure", { headers }), "<p>Sensitive data here.</p>");
});

program("guide/github.ts", "sends users to GitHub", async ({ client }) => {
  const first = await client.get("/", { redirect: "manual" });
  deepStrictEqual([first.status, first.headers.get("location")], [303, "/login"]);
  const page = await (await client.get("/login")).text();
  const link = /<a href="([^"]*)">Log in with GitHub<\/a>/.exec(page)![1]!;
  const start = await client.get(link, { redirect: "manual" });
  match(
    start.headers.get("location")!,
    /^https:\/\/github\.com\/login\/oauth\/authorize\?.*the-id/,
  );
}, { GH_CLIENT_ID: "the-id", GH_CLIENT_SECRET: "the-secret" });

program("guide/add_todo.ts", "is what testing_test.ts tests", async ({ part }) => {
  strictEqual(await part("/?q=hello"), "<p>Hello, hello</p>");
});

program("versus/hello.ts", "answers with its heading", async ({ part }) => {
  const text = "<div><h1>Hello, World!</h1><p>This is a simple page.</p></div>";
  strictEqual(await part("/"), text);
});

program(
  "versus/minimal.ts",
  "answers with its document, and the head of all pages",
  async ({ client }) => {
    const page = await (await client.get("/")).text();
    match(
      page,
      /^<!doctype html><html lang="en"><head>.*htmx\.\w+\.js.*<\/head><body><main><h1>Welcome to FastHTML!<\/h1>/s,
    );
  },
);

for (const file of ["versus/approach1.ts", "versus/approach2.ts"]) {
  program(file, "has a table of tasks", async ({ client }) => {
    strictEqual(await (await client.get("/")).text(), "");
  });
}

Deno.test("versus/approach1.ts and approach2.ts share one database", async () => {
  await using folder = await tempFolder();
  const add = `import { app, tasks, store } from "${new URL("versus/approach1.ts", FOLDER)}";
    store.insert({ key: "a", value: "b" });
    tasks.insert({ name: "Read", done: false, priority: 1, profile_id: 2 });
    await app.close();`;
  const args = ["eval", "--config", fileURLToPath(new URL("../../deno.json", FOLDER)), add];
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: folder.path }).output();
  strictEqual(success, true);
  const main = fileURLToPath(new URL("versus/approach2.ts", FOLDER));
  await using second = await startProgram(["run", "-A", main], { cwd: folder.path });
  deepStrictEqual(await (await fetch(second.origin)).json(), [
    { id: 1, name: "Read", done: false, priority: 1, profile_id: 2 },
  ]);
});

prints("versus/minidata.ts", '["Task",2,["done"],[]]\n');

prints(
  "guide/components.ts",
  `<!doctype html><html>
  <head>
    <title>My Page</title>
  </head>
  <body>
    <div class="container">Some text, <a href="https://example.com">a link</a><img src="https://placehold.co/100"></div>
  </body>
</html>

<div><article class="card"><h2 class="card-title">Welcome</h2><p class="card-body">This is a card.</p></article></div>
`,
);

browse("versus/welcome.ts", "welcomes who enters a name", async ({ page }) => {
  await page.goto("/");
  await page.getByPlaceholder("Enter your name").fill("Ann");
  await page.keyboard.press("Tab");
  await page.getByText("Welcome Ann!").waitFor();
  strictEqual((await page.request.get("/welcome")).status(), 405);
});

browse("guide/interactive.ts", "updates the page where it was used", async ({ page }) => {
  await page.goto("/");
  await page.getByText("Hello, World!").click();
  await page.locator("#msg > #msg", { hasText: "Nice to be here!" }).waitFor();
  await page.locator("[name=term]").fill("<b>");
  await page.getByRole("button", { name: "Search" }).click();
  await page.locator("#results > #results", { hasText: "Results for <b>" }).waitFor();
  await page.waitForFunction("document.querySelector('[name=term]').value === ''");
});

browse("versus/users.ts", "keeps who has entered a name", async ({ page }) => {
  await page.goto("/");
  await page.getByPlaceholder("Enter your name").fill("<Ann>");
  await page.keyboard.press("Tab");
  await page.getByText("Welcome <Ann>!").waitFor();
  await page.reload();
  deepStrictEqual(await page.locator("li").allTextContents(), ["<Ann>"]);
});

browse("guide/chat.ts", "greets, and shows what was said", async ({ page }) => {
  await page.goto("/");
  await page.locator("#messages", { hasText: "🔗 Connected" }).waitFor();
  await page.locator("#chat-input").fill("Hello");
  await page.keyboard.press("Enter");
  await page.locator("#messages", { hasText: "💬 Hello" }).waitFor();
});

Deno.test("mongodb/task_manager.ts adds, toggles and deletes, and says when there is no server", async () => {
  await using server = new MongoStandIn();
  const MONGO_URI = server.newUrl();
  await using visit = await start("mongodb/task_manager.ts", { MONGO_URI });
  const { part } = visit;
  match(await part("/"), /No tasks yet\. Add one below!/);
  const data = { title: "Read <this>", description: "" };
  const list = await part("/add-task", { method: "POST", data });
  const [, id] = /hx-patch="\/toggle-task\/([0-9a-f]{24})"/.exec(list)!;
  match(list, /<p>Read &lt;this&gt;<\/p>/);
  const toggled = await part(`/toggle-task/${id}`, { method: "PATCH" });
  match(toggled, /^<div class="task .*<p class="line-through .*Undo<\/button>/s);
  strictEqual(await part("/toggle-task/0123456789abcdef01234567", { method: "PATCH" }), "404");
  strictEqual(await part(`/delete-task/${id}`, { method: "DELETE" }), "");
  match(await part("/"), /No tasks yet\. Add one below!/);
  server.down();
  match(await part("/"), /⚠️ MongoDB is not running\./);
});
run.add("mongodb/task_manager.ts");

const table = Deno.readTextFileSync(new URL("README.md", FOLDER));

Deno.test("examples/seeds/README.md names every file, and files that exist", () => {
  const named = [...table.matchAll(/\]\(([\w/]+\.ts)\)/g)].map(([, file]) => file!);
  deepStrictEqual([...new Set(named)].sort(), files());
});

Deno.test("every program of examples/seeds is run here", () => {
  const parts = ["guide/products.ts", "guide/testing_test.ts"]; // of shop.ts, and a test itself
  deepStrictEqual([...run, ...parts].sort(), files());
});

function files(): string[] {
  return filesOf(/\.ts$/, "examples/seeds").map((file) => file.replace("examples/seeds/", ""))
    .sort();
}

/** Declares a test of a program that runs as a process, in a folder of its own. */
function program(
  file: string,
  does: string,
  story: (visit: Visit) => Promise<void>,
  env?: Record<string, string>,
): void {
  run.add(file);
  Deno.test(`${file} ${does}`, async () => {
    await using visit = await start(file, env);
    await story(visit);
  });
}

async function start(
  file: string,
  env: Record<string, string> = {},
): Promise<Visit & AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await tempFolder());
  const main = fileURLToPath(new URL(file, FOLDER));
  const program = stack.use(await startProgram(["run", "-A", main], { cwd: folder.path, env }));
  const server = { fetch: (request: Request) => fetch(request) };
  const client = new Client(server, { baseUrl: program.origin });
  const part = async (path: string, init: ClientRequest = {}) => {
    const response = await client.request(path, { htmx: true, ...init });
    const text = await response.text();
    return response.ok ? text : `${response.status}`;
  };
  return { program, client, part, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Declares a test of a program that prints something and ends. */
function prints(file: string, expected: string): void {
  run.add(file);
  Deno.test(`${file} prints what it made`, async () => {
    const args = ["run", "-A", fileURLToPath(new URL(file, FOLDER))];
    const { stdout } = await new Deno.Command(Deno.execPath(), { args }).output();
    strictEqual(new TextDecoder().decode(stdout), expected);
  });
}

function browse(file: string, does: string, story: Parameters<typeof browserTest>[2]): void {
  run.add(file);
  const main = fileURLToPath(new URL(file, FOLDER));
  browserTest(`${file} ${does}`, { args: ["run", "-A", main] }, story);
}

/** Waits until a program has printed this. */
function printed(program: Program, pattern: RegExp): Promise<void> {
  return until(60, `${pattern} to be printed`, () => pattern.test(program.printed()));
}

function titled(title: string, html: string): string {
  return `<title>${title}</title><main class="container"><h1>${title}</h1>${html}</main>`;
}
