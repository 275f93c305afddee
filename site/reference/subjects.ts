/** Which public name is on which page of the reference. */
import type { PublicApi, PublicName } from "./names.ts";
import { PARTS } from "./parts.ts";
import { SHARED, TITLES } from "./shared.ts";

/** A page of the reference: its subject. */
export interface Subject {
  /** The last part of its URL. */
  slug: string;
  title: string;
  group: string;
  /** One sentence; Markdown. */
  description: string;
  /** Hand-written pages on it, below `docs/`. */
  docs: string[];
}

/** A subject of the core, with the files whose names it has, and names of other files. */
interface CoreSubject extends Subject {
  /** Paths from the root, or their beginnings. */
  files: readonly string[];
  names?: readonly string[];
}

const CORE: readonly CoreSubject[] = [
  {
    slug: "elements",
    title: "HTML elements",
    group: "HTML",
    description: "The functions that make HTML elements, with the attributes of each.",
    docs: ["html.md"],
    files: ["lib/html/tags.ts"],
  },
  {
    slug: "attributes",
    title: "Attributes",
    group: "HTML",
    description: "The attributes that all elements have, and the types of values.",
    docs: ["html.md"],
    files: ["lib/html/attr_types/", "lib/html/attrs.ts", "lib/html/types.ts"],
  },
  {
    slug: "htmx-attributes",
    title: "Attributes of htmx",
    group: "HTML",
    description: "The attributes of htmx and of its extensions, which all elements have.",
    docs: ["html.md", "learn/primer.md"],
    files: ["lib/html/attr_types/htmx.ts"],
  },
  {
    slug: "element-attributes",
    title: "Attributes of elements",
    group: "HTML",
    description: "The attributes that single elements have: links, lists, tables, scripts.",
    docs: ["html.md"],
    files: ["lib/html/attr_types/element.ts"],
  },
  {
    slug: "form-attributes",
    title: "Attributes of forms",
    group: "HTML",
    description: "The attributes of forms, and of their fields and buttons.",
    docs: ["html.md"],
    files: ["lib/html/attr_types/form.ts"],
  },
  {
    slug: "media-attributes",
    title: "Attributes of media",
    group: "HTML",
    description: "The attributes of pictures, sound, video and frames.",
    docs: ["html.md"],
    files: ["lib/html/attr_types/media.ts"],
  },
  {
    slug: "html",
    title: "HTML helpers",
    group: "HTML",
    description: "Components, fragments, trusted HTML, and rendering without a server.",
    docs: ["html.md"],
    files: ["lib/html/"],
  },
  {
    slug: "pico",
    title: "Pico",
    group: "HTML",
    description: "Components that Pico CSS styles, and its style sheet.",
    docs: ["ext/pico.md"],
    files: ["lib/html/pico.ts", "ext/pico.ts"],
  },
  {
    slug: "app",
    title: "Applications",
    group: "Application",
    description: "Create an application, start a server, and run code at startup and shutdown.",
    docs: ["requests.md", "deploy.md"],
    files: ["lib/app/", "lib/http/types.ts"],
  },
  {
    slug: "options",
    title: "Application options",
    group: "Application",
    description: "All options of `fastApp()`, `new FastHTML()` and `serve()`, with their defaults.",
    docs: ["options.md"],
    files: [
      "lib/app/options.ts",
      "lib/http/cors.ts",
      "lib/http/reply/csp.ts",
      "lib/http/request/body/limits.ts",
      "lib/http/request/connections.ts",
      "lib/browser/htmx_extensions.ts",
    ],
    names: ["FastAppOptions", "ServeOptions", "PageAttrs", "BodyWrap", "SocketLimits"],
  },
  {
    slug: "assets",
    title: "Files for browsers",
    group: "Application",
    description: "Serve style sheets, scripts, npm packages and folders of files.",
    docs: ["requests.md"],
    files: ["lib/browser/", "lib/http/reply/files.ts", "lib/html/files.ts"],
  },
  {
    slug: "testing",
    title: "Testing",
    group: "Application",
    description: "Send requests to an application without starting a server.",
    docs: [],
    files: ["lib/app/test_client.ts", "lib/app/cookie_jar.ts"],
  },
  {
    slug: "logs",
    title: "Logs, metrics and messages",
    group: "Application",
    description: "What an application logs and measures, and the sentences that users read.",
    docs: ["logging.md", "messages.md"],
    files: ["lib/app/log/", "lib/metrics.ts", "lib/http/messages.ts", "lib/http/say.ts"],
  },
  {
    slug: "routes",
    title: "Routes",
    group: "Requests",
    description: "Declare routes, group them, and link to them.",
    docs: ["requests.md"],
    files: ["lib/http/routing/", "lib/live/api_router.ts"],
    names: ["Handler", "LinkNames", "LinkParams", "LinkUse", "LinkValue", "PartialLink"]
      .concat("PathParam", "PathParams", "PathText", "UnlinkedParam", "WithParams", "Flatten"),
  },
  {
    slug: "parameters",
    title: "Parameters",
    group: "Requests",
    description: "Declare what a handler needs from the path, the query string and the body.",
    docs: ["requests.md"],
    files: ["lib/http/params/", "lib/value_types.ts", "lib/html/forms.ts"],
    names: ["AnyClass", "Bound", "BodyData", "ChoiceParam", "Declaration", "DeclarationList"]
      .concat("Declarations", "DefaultedParam", "OptionalParam", "Param", "ParamsOf")
      .concat(
        "RequiredParam",
        "ScalarConstructor",
        "SchemaIssue",
        "SchemaResult",
        "StandardSchema",
      ),
  },
  {
    slug: "request",
    title: "Requests",
    group: "Requests",
    description: "What a handler gets: the request, cookies, htmx headers, the session.",
    docs: ["requests.md"],
    files: ["lib/http/request/"],
    names: ["RequestContext", "HandlerContext", "HtmxHeaders", "AppTypes", "AppInfo", "AppState"]
      .concat("AppValue", "Auth", "ServeInfo"),
  },
  {
    slug: "responses",
    title: "Responses",
    group: "Requests",
    description: "What a handler can return: files, redirects, headers, cookies, errors, tasks.",
    docs: ["requests.md"],
    files: ["lib/http/reply/", "lib/http/errors.ts", "lib/http/cookies.ts", "lib/http/headers.ts"]
      .concat("lib/http/background.ts"),
  },
  {
    slug: "sessions",
    title: "Sessions",
    group: "Requests",
    description: "Data that an application keeps for a client, and sign-in.",
    docs: ["requests.md", "ext/sessions.md"],
    files: ["lib/http/request/session.ts", "lib/http/request/kept_session.ts"],
    names: ["Session", "SessionData", "SessionMethods", "SessionOptions"],
  },
  {
    slug: "middleware",
    title: "Middleware and guards",
    group: "Requests",
    description: "Functions that run around, before and after handlers.",
    docs: ["middleware.md"],
    files: ["lib/http/around/", "lib/http/middleware.ts", "lib/http/before.ts"]
      .concat("lib/http/after.ts", "lib/maybe.ts"),
    names: ["RequiresOptions", "requires", "addHeader", "toNetwork"],
  },
  {
    slug: "database",
    title: "Databases",
    group: "Data",
    description: "Open a database, create its tables, and migrate them.",
    docs: ["data.md"],
    files: ["lib/data/database", "lib/data/sqlite/", "lib/data/errors.ts", "lib/data/xtra.ts"],
    names: ["Backend", "ClassOptions", "ImportOptions", "KeyColumns", "Migration", "TablesByName"]
      .concat(
        "DatabaseSource",
        "DatabaseOf",
        "AsyncOf",
        "TableDefinitions",
        "TablesOf",
        "NoTables",
      ),
  },
  {
    slug: "tables",
    title: "Tables",
    group: "Data",
    description: "Insert, read, change and delete rows; the columns and indexes of tables.",
    docs: ["data.md"],
    files: ["lib/data/table_types.ts", "lib/data/row_types.ts", "lib/data/types.ts"]
      .concat("lib/data/kinds.ts"),
  },
  {
    slug: "queries",
    title: "Queries",
    group: "Data",
    description: "Conditions, order, pages, groups, full-text search, and SQL of your own.",
    docs: ["data.md"],
    files: ["lib/data/where.ts", "lib/data/verb_options.ts", "lib/data/sql/text.ts"],
  },
  {
    slug: "backends",
    title: "Database backends",
    group: "Data",
    description: "The contract for a backend, to support another database.",
    docs: ["backends.md"],
    files: ["lib/data/", "lib/null_object.ts"],
  },
  {
    slug: "live",
    title: "WebSockets and server-sent events",
    group: "Live",
    description: "WebSockets, server-sent events (SSE), channels, and notifications (toasts).",
    docs: ["live.md"],
    files: ["lib/live/"],
  },
  {
    slug: "compat",
    title: "Names for ports",
    group: "Tools",
    description: "Names of FastHTML and Starlette, for programs that come from Python.",
    docs: ["porting.md"],
    files: ["lib/html/scripts.ts", "lib/html/files.ts"],
  },
  {
    slug: "writing-extensions",
    title: "Tools for extensions",
    group: "Tools",
    description: "Check the options of your own functions.",
    docs: ["options.md"],
    files: ["lib/option_check.ts", "lib/nearest.ts"],
  },
  {
    slug: "cli",
    title: "Command line",
    group: "Tools",
    description: "The command `fasthtml`, as a function.",
    docs: ["ext/cli.md"],
    files: ["cli/"],
  },
];

/** The pages, in order, each with its names; a page without names is left out. */
export function bySubject(api: PublicApi): [Subject, PublicName[]][] {
  const subjects = [...CORE, ...extensionsOf(api)];
  const pages = new Map<Subject, PublicName[]>(subjects.map((subject) => [subject, []]));
  for (const name of api.names) pages.get(subjectOf(name, subjects))!.push(name);
  return [...pages].filter(([, names]) => names.length > 0);
}

/** The page of a name: by its name, else by the longest path, else that of its first entry. */
function subjectOf({ name, file, entries }: PublicName, subjects: readonly Subject[]): Subject {
  const slug = (slug: string) => subjects.find((subject) => subject.slug === slug);
  if (entries.every((entry) => entry.endsWith("/compat"))) return slug("compat")!;
  if (entries.every((entry) => entry.endsWith("/data/backend"))) return slug("backends")!;
  if (file.startsWith("ext/") && !file.startsWith("ext/pico")) {
    const own = extensionOf(entries[0]!);
    const part = PARTS[own]?.find(({ files }) =>
      files.some((at) => file === `ext/${own}/${at}.ts`)
    );
    return slug(part?.slug ?? own)!;
  }
  const own = CORE.find(({ names }) => names?.includes(name));
  if (own) return own;
  const lengths = CORE.map(({ files }) =>
    Math.max(0, ...files.filter((start) => file.startsWith(start)).map(({ length }) => length))
  );
  const longest = Math.max(...lengths);
  if (longest === 0) {
    throw new Error(
      `Cannot document ${name}: ${file} is on no page, expected it in ` +
        "site/reference/subjects.ts",
    );
  }
  return CORE[lengths.indexOf(longest)]!;
}

/** The slug of the page that an entry such as `@fasthtml/fasthtml/ext/jobs` is on. */
function extensionOf(entry: string): string {
  const name = entry.slice(entry.lastIndexOf("/ext/") + "/ext/".length);
  return SHARED.find(({ entries }) => entries.includes(name))?.slug ?? name;
}

function extensionsOf({ entries }: PublicApi): Subject[] {
  const slugs = entries.filter(({ specifier }) => specifier.includes("/ext/"))
    .map(({ specifier }) => extensionOf(specifier)).filter((slug) => slug !== "pico");
  return [...new Set(slugs)].sort().flatMap((slug): Subject[] => {
    const shared = SHARED.find((subject) => subject.slug === slug);
    const title = shared?.title ?? TITLES[slug] ?? slug[0]!.toUpperCase() + slug.slice(1);
    const docs = shared?.docs ?? [`ext/${slug.replaceAll("-", "_")}.md`];
    const parts = PARTS[slug] ?? [];
    return [
      { slug, title, group: "Extensions", description: "", docs },
      ...parts.map(({ files: _, ...part }) => ({ ...part, group: "Extensions" })),
    ];
  });
}

/** Entries of the core whose own comment begins a page. */
const INTROS: Record<string, string> = {
  elements: "/html",
  attributes: "/types",
  compat: "/compat",
  database: "/data",
  backends: "/data/backend",
  cli: "/cli",
};

/** The entries whose own comment begins the page. */
export function entriesOf({ slug, group }: Subject, { entries }: PublicApi): string[] {
  return entries.map(({ specifier }) => specifier).filter((specifier) =>
    group === "Extensions"
      ? specifier.includes("/ext/") && extensionOf(specifier) === slug
      : specifier === `${PACKAGE}${INTROS[slug]}`
  );
}

const PACKAGE = "@fasthtml/fasthtml";
