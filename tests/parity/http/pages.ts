/** Differences in pages, in what they load, in links, sessions and toasts. */
import { BESIDE_PICO } from "../../../lib/browser/assets.ts";
import deno from "../../../deno.json" with { type: "json" };
import type { Answer } from "./answer.ts";
import { ids, PAGE, replaced, type Rule, succeed, toPage, withBody, withHeaders } from "./rule.ts";

/** The version of an npm package that this project tests. */
function version(name: keyof typeof deno.imports): string {
  return /@([^@/]+)\/?$/.exec(deno.imports[name])![1]!;
}

const CDN = "https://cdn.jsdelivr.net/npm";

/** The rules, in the order in which they are applied. */
export const pages: readonly Rule[] = [
  {
    says: "A mounted application answers at its prefix with and without a slash",
    cases: ids("router", "get /sub"),
    expect: () => ({
      status: 200,
      headers: PAGE,
      body: toPage(
        "Sub",
        '<main class="container"><h1>Sub</h1><p>/sub/</p><p>http://testserver/sub/other</p></main>',
      ),
    }),
  },
  {
    says: "A route's path is the name of its function alone",
    cases: ids("defaults", "nested fn name bare"),
    expect: () => succeed("inner"),
  },
  {
    says: "A path parameter may be called `name`",
    cases: ids("routing", "get /verbname"),
    expect: (theirs) => ({
      ...withHeaders(theirs, PAGE),
      status: 200,
      body: toPage("FastHTML page", '<a href="/user/jo"></a>'),
    }),
  },
  {
    says:
      "`hx_get`, `hx_post` and the like take a route; there are no attributes `get`, `post` and `link`",
    cases: ids("returns", "hasverb"),
    expect: (theirs) =>
      replaced(theirs, [
        [' post="/ft"', ' hx-post="/ft"'],
        [' get="ft"', ' hx-get="/ft"'],
      ]),
  },
  {
    says:
      "A canonical link has the origin of `BASE_URL` or of the option `canonical`, as a client chooses the `Host`",
    cases: [
      ...ids("page", "canonical host"),
      ...ids("router", "get /sub/ | get /sub/hx"),
      ...ids("defaults", "plain | nosurreal | htmx4 | exts | hdrs | fa"),
    ],
    expect: (theirs, { id }) =>
      id === "page/canonical host"
        ? replaced(theirs, [["https://example.org:8080/", "https://testserver/"]])
        : replaced(theirs, [[/<link rel="canonical"[^>]*>/g, ""]]),
  },
  {
    says: "`app.vurl()` begins at the root, so that it holds on every page",
    cases: ids("statics", "get /"),
    expect: (theirs) => replaced(theirs, [[/href="(static\/a\.css\?v=)\w+"/g, 'href="/$1…"']]),
    read: (ours) => replaced(ours, [[/\?v=[\w-]+"/g, '?v=…"']]),
  },
  {
    says:
      "htmx, Pico and libraries such as that of `HighlightJS()` are npm packages, in the versions that this project tests",
    cases: ids("defaults", "plain | nosurreal | htmx4 | exts | nocanon | hdrs | fa"),
    expect: (theirs, { id }) => {
      const packaged = replaced(theirs, [
        [/https:[^"]*htmx\.org@(\d)[^"/]*\/dist\/([^"]*)\.js/g, "htmx$1/$2"],
        [/htmx2\/(\w+)/g, `${CDN}/htmx.org@${version("htmx2/")}/dist/$1.min.js`],
        [/htmx4\/([\w/-]+)/g, `${CDN}/htmx.org@${version("htmx.org/")}/dist/$1.min.js`],
        ["@anyblades/pico@latest", `@picocss/pico@${version("@picocss/pico/")}`],
        [/<script[^>]*(highlightjs|type="module")[^]*?<\/script>/g, ""],
        [/<link rel="stylesheet" href="[^"]*highlightjs-copy[^"]*">/g, ""],
        [/https:[^"]*(atom-one-\w+)\.css/g, `${HIGHLIGHT}/styles/$1.min.css`],
      ]);
      return id === "defaults/hdrs"
        ? replaced(packaged, [["</head>", `${MODULES}</head>`]])
        : packaged;
    },
    read: readModules,
  },
  {
    says:
      "One script of the application does the work of `fasthtml.js`, `surreal.js` and `css-scope-inline`",
    cases: ids(
      "defaults",
      "plain | nosurreal | htmx4 | exts | nocanon | hdrs | fa",
    ),
    expect: (theirs, { request: { path } }) =>
      replaced(theirs, [
        [
          /<script src="[^"]*fasthtml\.js"><\/script>/g,
          `<script src="${path}_fasthtml/fasthtml.….js"></script>`,
        ],
        [/<script src="[^"]*(surreal@main|css-scope-inline@main)[^"]*"><\/script>/g, ""],
      ]),
    read: readScript,
  },
  {
    says: "With Pico, a `small` after a checkbox in a label is at its side",
    cases: ids("defaults", "fa"),
    expect: (theirs) => replaced(theirs, [[":root { --pico-font-size: 100%; }", BESIDE_PICO]]),
  },
  {
    says: "That script reads `hx-on-click` for htmx 4, so no `htmx-config` is in the head",
    cases: ids("defaults", "htmx4"),
    expect: (theirs) => replaced(theirs, [[/<meta name="htmx-config"[^>]*>/g, ""]]),
  },
  {
    says:
      "The extensions of htmx 2 are switched on for the whole page by `hx-ext`, in tested versions",
    cases: ids("defaults", "exts"),
    expect: (theirs) =>
      replaced(theirs, [
        ["<body>", '<body hx-ext="ws,morph">'],
        [
          /[^"]*htmx-ext-ws@[^"]*/g,
          `${CDN}/htmx-ext-ws@${version("htmx-ext-ws/")}/dist/ws.min.js`,
        ],
        [/idiomorph@[\d.]+/g, `idiomorph@${version("idiomorph/")}`],
      ]),
  },
  {
    says:
      "There is no extension `chunked-transfer`; a handler that is a generator, or an event stream, sends a page in parts",
    cases: ids("defaults", "exts"),
    expect: (theirs) =>
      replaced(theirs, [[/<script src="[^"]*transfer-encoding-chunked[^"]*"><\/script>/g, ""]]),
  },
  {
    says: "Columns have their own place in `tables`, so that one may be called `title`",
    cases: ids("fastapp_db", "title column lost"),
    expect: (theirs) =>
      replaced(theirs, [
        ["<class 'str'>", "FastHTML page"],
        ["<p>id</p>", "<p>id, title</p>"],
      ]),
  },
  {
    says:
      "`Redirect()` redirects htmx by `HX-Redirect`, because a status would redirect only its request",
    cases: ids("before", "redirect hx"),
    expect: (theirs) => ({
      ...withHeaders(theirs, {
        location: undefined,
        "hx-redirect": "/login",
        "content-type": PAGE["content-type"],
        vary: `${PAGE.vary}, Cookie`,
      }),
      status: 200,
    }),
  },
  {
    says:
      "An empty text is a response, also from a function before the handler; `undefined` lets the request go on",
    cases: ids("before", "before falsy"),
    expect: (theirs) => withBody(theirs, ""),
  },
  {
    says:
      "Toasts wait in the session until something is shown; a response without content shows none",
    cases: ids("session", "toast none | toast none next"),
    expect: (theirs, { id }) =>
      id === "session/toast none" ? withBody(theirs, "") : {
        ...withHeaders(theirs, { "set-cookie": ["sid"] }),
        body: theirs.body.replace(
          "<p>page</p>",
          `<p>page</p><div hx-swap-oob="beforeend:#fh-toast-container" id="fh-toast-container">` +
            toToast("info", "none ret") + "</div>",
        ),
      },
  },
  {
    says: "A change inside a value of the session is saved as well",
    cases: ids("session", "nested2 | read2 | toast pend 2 | toast pend show"),
    expect: (theirs, { id }) => {
      if (id === "session/read2") return replaced(theirs, [["'l': [1]", "'l': [1, 1]"]]);
      return id === "session/toast pend show"
        ? replaced(theirs, [["</div></div>", `</div>${toToast("info", "second")}</div>`]])
        : withHeaders(theirs, { "set-cookie": ["sid"] });
    },
  },
  {
    says:
      "The session's cookie is set where what the session holds has changed, or when it grows old, not where it was assigned to",
    cases: [
      ...ids(
        "before",
        "auth from session | log order | str after | before ft | before tuple | before falsy | " +
          "route before no | route before yes | route before list | before hx | log2 | after logout",
      ),
      ...ids("session", "toast | toast hx | toast tup"),
    ],
    expect: (theirs) => withHeaders(theirs, { "set-cookie": undefined }),
  },
  {
    says:
      "A response for which the session was read says so to caches: `private, no-cache`, and `Vary: Cookie`",
    cases: [
      ...ids(
        "special",
        "get /p_s | get /p_session | get /p_session_dict | get /p_upper | sess 1 | sess 2 | " +
          "sess other client | sess read | sess clear | sess after clear",
      ),
      ...ids("returns", "mutate"),
      ...ids(
        "before",
        "no auth | login skip | skip is fullmatch | pub skip | log | auth via query | " +
          "auth from session | log order | str after | before ft | before tuple | before raise | " +
          "before falsy | route before no | route before yes | route before list | before hx | " +
          "log2 | logout | redirect hx | 404 skips before",
      ),
      ...ids(
        "session",
        "count1 | count2 | countB | set | readA | nested1 | nested2 | pop | read2 | clear | " +
          "read3 | read fresh | clear fresh | toast | toast gone | toast hx | toast tup | " +
          "toast str | toast str next | toast redir | toast redir next | toast pend 1 | " +
          "toast pend 2 | toast pend show | toast bad | toast none | toast none next",
      ),
    ],
    expect: (theirs) => {
      const vary = [theirs.headers.vary ?? []].flat().join(", ");
      return withHeaders(theirs, {
        "cache-control": "private, no-cache",
        vary: /\bCookie\b/.test(vary) ? vary : `${vary}, Cookie`,
      });
    },
  },
  {
    says: "A response for which cookies were read by their names says so to caches: `Vary: Cookie`",
    cases: ids("params", "get /cook | get /cook?tok=q | cookie | cookie beats query"),
    expect: (theirs) => withHeaders(theirs, { vary: `${theirs.headers.vary}, Cookie` }),
  },
  {
    says:
      "A toast has a role, a duration of its own and a button to close it; its style and its script are the application's",
    cases: ids(
      "session",
      "toast | toast gone | toast hx | toast tup | toast str next | toast redir next | " +
        "toast pend show | toast none next",
    ),
    expect: (theirs) =>
      replaced(theirs, [
        [/<style>\n#fh-toast-container[^]*?<\/style>/g, ""],
        [/<script>htmx\.onLoad[^]*?fh-toast-container[^]*?<\/script>/g, ""],
        [
          '<div hx-swap-oob="beforeend:#fh-toast-container" id="fh-toast-container">',
          '<div class="fh-toasts" hx-swap-oob="beforeend:#fh-toasts">',
        ],
        [
          /<div hx-on-transitionend="[^"]* (\d+)\);" class="fh-toast fh-toast-(\w+)">/g,
          '<div id="fh-toast-…" class="fh-toast fh-toast-$2" data-duration="$1">',
        ],
        ['class="fh-toast fh-toast-error"', 'class="fh-toast fh-toast-error" role="alert"'],
        [
          /<button onclick="[^"]*" class="fh-toast-dismiss">x/g,
          '<button type="button" class="fh-toast-dismiss">×',
        ],
      ]),
    read: (ours) => replaced(ours, [[/id="fh-toast-[\da-f]{8}"/g, 'id="fh-toast-…"']]),
  },
];

/** A toast as FastHTML writes it. */
function toToast(kind: string, text: string): string {
  return `<div hx-on-transitionend="setTimeout(() =&gt; this?.remove(), 1234);" ` +
    `class="fh-toast fh-toast-${kind}"><span>${text}</span></div>`;
}

/** The name of the application's script ends in its hash. */
function readScript(ours: Answer): Answer {
  return replaced(ours, [[/fasthtml\.[\da-f]{12}\.js/g, "fasthtml.….js"]]);
}

/** Of the scripts of libraries, what they import, without the versions. */
function readModules(ours: Answer): Answer {
  const body = ours.body.replaceAll(
    /<script type="module">([^]*?)<\/script>/g,
    (_, code: string) => `<script>${code.match(/ from "[^"]*"/g)}</script>`,
  );
  return replaced(withBody(ours, body), [[
    /(\/_fasthtml\/npm\/(?:@[\w-]+\/)?[\w-]+)@[\d.]+/g,
    "$1",
  ]]);
}

const NPM = "/hdrs/_fasthtml/npm", HIGHLIGHT = `${NPM}/@highlightjs/cdn-assets`;

const MODULES =
  `<script> from "${HIGHLIGHT}/es/highlight.min.js", from "${HIGHLIGHT}/es/languages/python.min.js"</script>` +
  `<script> from "${NPM}/marked/lib/marked.esm.js", from "${NPM}/dompurify/dist/purify.es.mjs"</script>`;
