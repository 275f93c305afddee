/** Messages with which a program does not start, or warns while it does. */
import type { Trouble } from "./types.ts";

export const start: readonly Trouble[] = [
  {
    message: "P is not defined",
    cause: "The program uses a function that it does not import.",
    fix: 'Add the name to the import: `import { fastApp, P } from "@fasthtml/fasthtml"`.',
    seen: { at: "start" },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
const footer = P("Made with FastHTML");
rt("/", () => footer);
`,
  },
  {
    message:
      "The requested module '@fasthtml/fasthtml' does not provide an export named 'Paragraph' at …",
    cause: "The package has no such name. Often it is a spelling mistake, or the name is in an " +
      "entry of its own, such as `@fasthtml/fasthtml/ext/ui`.",
    fix:
      "Search for the name on this site. Elements have the names of their tags: `P`, `Ul`, `H1`.",
    seen: { at: "start" },
    program: `import { fastApp, Paragraph } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => Paragraph("Hello"));
`,
  },
  {
    message: "Cannot access 'add' before initialization",
    cause: "The form is made when the program starts, and the route that it uses is declared " +
      "further down.",
    fix: "Make the form inside a function, such as `const AddForm = () => Form(…)`, or move it " +
      "below the route.",
    seen: { at: "start" },
    program: `import { Button, fastApp, Form } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
const form = Form({ method: "post", action: add }, Button("Add"));
rt("/", () => form);
const add = rt.post("/add", () => "Added");
`,
  },
  {
    message:
      "Cannot add a route: a function without a name, expected a path or a key in rt.named()",
    cause: "`rt` takes the path from its first argument, or from the name of the function. An " +
      "arrow function that you pass directly has no name.",
    fix: 'Write the path: `rt("/hello", () => …)`.',
    seen: { at: "start" },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt(() => P("Hello"));
`,
  },
  {
    message: 'Cannot add route "/users/:id": ":id", expected {id}',
    cause: "Path parameters are in braces, and not after a colon as in Express and Hono.",
    fix: "Write `/users/{id}`, or `/users/{id:int}` for a whole number.",
    seen: { at: "start" },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/users/:id", () => P("A user"));
`,
  },
  {
    message: 'Cannot add route "/users/{id:integer}": converter "integer", expected one of str, ' +
      "int, float, uuid, path, static",
    cause: "A converter after the colon limits what a path parameter matches. This one does not " +
      "exist.",
    fix: "Use one that the message lists, or add your own with the option `converters`.",
    seen: { at: "start" },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/users/{id:integer}", () => P("A user"));
`,
  },
  {
    message:
      'Cannot declare "page" for GET|POST /: undefined, expected a type, a default or a schema',
    cause:
      "The second argument of `rt` declares parameters. Each value is a type such as `Number`, " +
      "a default value, a class or a schema. Here it is `undefined`, for example because an import " +
      "is missing or a constant is declared further down.",
    fix: "Declare a type: `{ page: Number }`, or a default value: `{ page: 1 }`.",
    seen: { at: "start" },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

const settings: Record<string, number> = {};
export const { app, rt } = fastApp();
rt("/", { page: settings.page }, ({ page }) => P(page));
`,
  },
  {
    message: 'Cannot make an application: unknown option "secretkey", expected secretKey',
    cause: "`fastApp()` has no option of this name. TypeScript finds this, too.",
    fix: "Use the name that the message suggests, or see [the list of options](options.md).",
    seen: { at: "start" },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ secretkey: "0123456789abcdef0123456789abcdef" });
`,
  },
  {
    message: "Cannot sign sessions: the secret of session.secret (secretKey) has 7 characters, " +
      "expected at least 32",
    cause: "A short secret can be guessed, and who knows it can forge a session.",
    fix: "Make one with `openssl rand -hex 32`, and set it as the environment variable " +
      "`FASTHTML_SECRET`. In development you need none: FastHTML writes one to a file.",
    seen: { at: "start" },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ secretKey: "letmein" });
`,
  },
  {
    message: 'Cannot load extension "websocket" of htmx 4: …',
    cause: "`exts` loads extensions of htmx by their names. This one does not exist.",
    fix: 'Use a name that the message lists, such as `"ws"` for WebSockets and `"sse"` for ' +
      "server-sent events.",
    seen: { at: "start" },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ exts: ["websocket"] });
`,
  },
  {
    message: 'Cannot make an application: cors.origins is "*" and cors.credentials is true, ' +
      "expected a list",
    cause:
      "Scripts of every site could use your JSON API with the cookies of a user who is signed in.",
    fix: 'List the sites that may: `origins: ["https://app.example.com"]`. See ' +
      "[middleware](middleware.md).",
    seen: { at: "start" },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ cors: { origins: "*", credentials: true } });
`,
  },
  {
    message: "GET /about at … is never reached: /about at … was declared before",
    cause: "Two routes have the same path and method. The first one handles all requests.",
    fix: "Remove one of them, or change its path.",
    seen: { at: "warning" },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt.get("/about", () => P("About us"));
rt.get("/about", () => P("About this site"));
`,
  },
];
