/** The home page: what it is, how it starts, and a program for each of its parts. */
import {
  A,
  B,
  Div,
  Figure,
  Fragment,
  type FT,
  H1,
  H2,
  H3,
  I,
  Li,
  Main,
  P,
  Section,
  Span,
  Ul,
} from "@fasthtml/fasthtml";
import { CodeBlock } from "./code.ts";
import { foot, pageHead, plainTop } from "./layout.ts";
import type { Site } from "./page.ts";

/** What search engines and other sites show of it. */
export const DESCRIPTION =
  "Build interactive web applications in one TypeScript file: HTML as typed functions, htmx, " +
  "a database. No templates, no build step, no front-end project.";

/** A part of the page: a program, and what it shows. */
interface Feature {
  readonly title: string;
  readonly text: string;
  readonly file: string;
  readonly links: readonly (readonly [path: string, text: string])[];
}

const FEATURES: readonly Feature[] = [
  {
    title: "Change the page without writing JavaScript",
    text: "Your button names a handler. When you click it, htmx sends the request and puts the " +
      "returned HTML into the page. TypeScript checks the route, the attributes and their values.",
    file: "htmx.ts",
    links: [["/learn/primer/", "htmx in 15 minutes"], ["/reference/html/", "HTML reference"]],
  },
  {
    title: "One class: table, form and HTML",
    text: "The class defines the columns in SQLite, the fields that the handler reads, and how a " +
      "row looks. The same code runs on Postgres and MongoDB.",
    file: "table.ts",
    links: [["/learn/database/", "Add a database"], ["/reference/data/", "Data reference"]],
  },
  {
    title: "Validation errors next to their fields",
    text: "Declare what your handler needs: a class, or a schema of Zod, Valibot or ArkType. You " +
      "get the valid data, or the errors and the form filled with what the user typed. " +
      "For this program, run deno add npm:zod.",
    file: "forms.ts",
    links: [["/learn/forms/", "Forms"], ["/reference/requests/", "Requests reference"]],
  },
  {
    title: "Live updates for every open page",
    text: "Send an element to a channel, and all open pages show it: by server-sent events or " +
      "WebSockets, in one process or in many.",
    file: "live.ts",
    links: [["/learn/live/", "Live updates"], ["/reference/live/", "Live reference"]],
  },
  {
    title: "Tests without a server",
    text: "A test imports your app and sends requests to it. There is no port to open, and the " +
      "client keeps cookies.",
    file: "tests.ts",
    links: [["/learn/tests/", "Write tests"], ["/api/testing/", "Test client"]],
  },
];

const FACTS: readonly (readonly [title: string, text: string])[] = [
  [
    "Safe by default",
    "Text is escaped, requests of other sites are rejected, bodies are limited, and SQL gets values only as parameters.",
  ],
  [
    "Typed",
    "A misspelled attribute, a missing route parameter or a wrong form field is a compile-time error.",
  ],
  [
    "No build step",
    "Your app serves htmx and its styles itself. URLs contain a hash, so browsers keep them.",
  ],
  ["In the box", "Passwords, passkeys, OAuth, jobs, mail, charts, an admin and 55 components."],
];

/** Programs of the gallery, one of each kind. */
const EXAMPLES = ["todo", "active-search", "chat", "accounts", "drag-to-sort", "live-chart"]
  .map((name) => `/gallery/${name}/`);

/** Makes the home page. */
export function homeView(site: Site): FT {
  const { base, pages } = site;
  const has = (path: string) => pages.some((page) => page.path === path);
  const start = has("/learn/install/") ? "/learn/install/" : "/learn/";
  const find = has("/guides/") ? "/guides/" : "/reference/";
  return Fragment(
    pageHead(site, { title: "FastHTML for Deno", description: DESCRIPTION, path: "/" }),
    plainTop(site),
    Main(
      { id: "site-main", cls: "home" },
      Section(
        { cls: "hero", aria_label: "FastHTML for Deno" },
        Div(
          { cls: "hero-words" },
          H1("Web applications in one TypeScript file"),
          P("HTML as typed functions, htmx for interaction, a database in five methods. No templates, no build step, no front-end project."),
        ),
        Div(
          { cls: "hero-code" },
          CodeBlock(program("hello.ts"), "ts", { title: "main.ts" }),
          shot(),
        ),
        Div(
          { cls: "hero-start" },
          CodeBlock(
            "deno run -A jsr:@fasthtml/fasthtml/cli new books --blank\ncd books\ndeno task dev\n",
            "sh",
            { title: "Start a project" },
          ),
          Div(
            { cls: "hero-links" },
            A({ cls: "big is-first", href: `${base}${start}` }, "Start the tutorial"),
            A(
              { cls: "big", href: `${base}${find}` },
              has("/guides/") ? "Find a guide" : "Reference",
            ),
          ),
        ),
      ),
      FEATURES.map(({ title, text, file, links }) =>
        Section(
          { cls: "feature" },
          Div(
            H2(title),
            P(text),
            P(
              { cls: "feature-more" },
              links.filter(([path]) => has(path)).map(([path, words], at) => [
                at > 0 && " · ",
                A({ href: `${base}${path}` }, words),
              ]),
            ),
          ),
          CodeBlock(program(file), "ts", {
            title: file === "tests.ts" ? "visits_test.ts" : "main.ts",
          }),
        )
      ),
      examples(site),
      Section(
        { cls: "facts", aria_label: "In short" },
        FACTS.map(([title, text]) => Div(H3(title), P(text))),
      ),
    ),
    foot(site),
  );
}

/** Some programs of the gallery, as cards. */
function examples({ base, pages }: Site): FT {
  const all = pages.filter(({ kind }) => kind === "gallery");
  const shown = EXAMPLES.map((path) => all.find((page) => page.path === path)!);
  return Section(
    { cls: "examples", aria_labelledby: "examples" },
    H2({ id: "examples" }, `${all.length} programs to try and to copy`),
    Ul(
      { cls: "cards" },
      shown.map(({ path, label, description }) =>
        Li(A({ href: base + path }, B(label), description))
      ),
    ),
    P({ cls: "feature-more" }, A({ href: `${base}/gallery/` }, "Open the gallery")),
  );
}

/** What the first program shows, drawn. */
export function shot(): FT {
  return Figure(
    { cls: "shot", aria_label: "The page that this program serves" },
    Div({ cls: "shot-bar", aria_hidden: "true" }, I(), I(), I(), Span("localhost:5001")),
    Div({ cls: "shot-page" }, B("Hello"), "Hello, World!"),
  );
}

function program(file: string): string {
  return Deno.readTextFileSync(new URL(`home/${file}`, import.meta.url));
}
