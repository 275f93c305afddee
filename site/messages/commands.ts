/** Messages of `deno` and of TypeScript, which FastHTML can't word. */
import type { Trouble } from "./types.ts";

const HELLO = `import { fastApp, P, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => P("Hello"));

serve(app);
`;

export const commands: readonly Trouble[] = [
  {
    message: 'Import "@fasthtml/fasthtml" not a dependency',
    cause: "This folder does not know the package: its `deno.json` does not list it.",
    fix: "Run `deno add jsr:@fasthtml/fasthtml` in the folder of your program. See " +
      "[install](learn/install.md).",
    seen: { at: "command", args: ["run", "-A", "main.ts"], installed: false },
    program: HELLO,
  },
  {
    message: "Cannot serve: port … is taken, expected a free one (set PORT)",
    cause: "Another program listens on this port, often an older run of the same program.",
    fix: "End it with Ctrl+C in its terminal, or choose another port: `PORT=5002 deno task dev`.",
    seen: { at: "command", args: ["run", "-A", "main.ts"], taken: true },
    program: HELLO,
  },
  {
    message: 'NotCapable: Requires env access to "…", run again with the --allow-env flag',
    cause: "Deno gives a program no permissions unless you list them.",
    fix: "Use `deno task dev` and `deno task start` of your project, or `deno run -A main.ts`. " +
      "[Deploy](deploy.md) has the permissions that a program needs.",
    seen: { at: "command", args: ["run", "--no-prompt", "--allow-read", "main.ts"] },
    program: HELLO,
  },
  {
    message: 'Cannot serve: host is "0.0.0.0" while live, expected 127.0.0.1, or allowedHosts …',
    cause:
      "With the option `live` (live reload), error pages show your source. So FastHTML does not open such a " +
      "program to your network.",
    fix: "Leave `HOST` out. To open it on a phone, add the IP address of your computer: " +
      '`allowedHosts: ["192.168.1.20"]`.',
    seen: { at: "command", args: ["run", "-A", "main.ts"], env: { HOST: "0.0.0.0" } },
    program: `import { fastApp, P, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ live: true });
rt("/", () => P("Hello"));

serve(app);
`,
  },
  {
    message: "Property 'id' does not exist on type",
    cause: "The handler uses a parameter that neither the path nor the second argument declares.",
    fix: 'Add it to the path, `/books/{id:int}`, or declare it: `rt("/books", { id: Number }, …)`.',
    seen: { at: "check" },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/books", ({ id }) => P(id));
`,
  },
  {
    message: "'className' does not exist in type",
    cause: "The element has no attribute of this name. Attributes have their names of HTML, with " +
      "`_` for `-`. The class of an element is `cls`.",
    fix: '`P("Hello", { cls: "note" })`. See [HTML](html.md).',
    seen: { at: "check" },
    program: `import { P } from "@fasthtml/fasthtml";

export const hello = P("Hello", { className: "note" });
`,
  },
  {
    message: "Type '\"outer\"' is not assignable to type",
    cause: "The attribute takes only some values, and TypeScript knows them.",
    fix: 'Use a value that the message or your editor lists, here `hx_swap: "outerHTML"`.',
    seen: { at: "check" },
    program: `import { Button } from "@fasthtml/fasthtml";

export const more = Button("More", { hx_get: "/more", hx_swap: "outer" });
`,
  },
  {
    message: "Property 'title' does not exist on type 'Promise<Book>'",
    cause: "The table is on Postgres or MongoDB, where methods return promises.",
    fix: "Wait for it: `(await books.get(1)).title`, in a function that is `async`.",
    seen: { at: "check" },
    program: `import { database } from "@fasthtml/fasthtml";
import { pglite } from "@fasthtml/fasthtml/ext/postgres";

class Book {
  id = 0;
  title = "";
}
const books = database(pglite()).create(Book);
export const title = books.get(1).title;
`,
  },
];
