import { Beforeware, fastApp, FastHTML, type FastHTMLOptions } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, throws } from "node:assert";
import { SECRET } from "../http/_app.ts";

/** What an application says of options that its types do not allow. */
function errorOf(options: object, make = (options: FastHTMLOptions): unknown => fastApp(options)) {
  try {
    make(options);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "";
}

const UNKNOWN: [options: object, name: string, expected: string][] = [
  [{ titel: "A" }, "titel", "title"],
  [{ DEBUG: true }, "DEBUG", "debug"],
  [{ maxUpload: 1 }, "maxUpload", "limits.maxUpload"],
  [{ max_body: 1 }, "max_body", "limits.maxBody"],
  [{ encrypt: true }, "encrypt", "session.encrypt"],
  [{ sessionCooky: "a" }, "sessionCooky", "sessionCookie"],
  [{ session: { maxage: 1 } }, "session.maxage", "session.maxAge"],
  [{ session: { maxBody: 1 } }, "session.maxBody", "limits.maxBody"],
  [{ session: { secretKey: SECRET } }, "session.secretKey", "secretKey beside session"],
  [{ tabels: {} }, "tabels", "tables"],
  [{ htmlkw: {} }, "htmlkw", "htmlAttrs"],
  [{ bodykw: {} }, "bodykw", "bodyAttrs"],
  [{ htmx4: true }, "htmx4", "htmx: 4, which is the default, or htmx: 2"],
  [{ routes: [] }, "routes", "app.addRoute(route)"],
  [{ render: 1 }, "render", "a method __ft__() of the row's class"],
  [{ sess_cls: 1 }, "sess_cls", "session, or a function in middleware"],
  [{ reload_attempts: 1 }, "reload_attempts", "live, whose pages"],
  [{ static_path: "." }, "static_path", "staticPath"],
  [{ sess_https_only: true }, "sess_https_only", "sessHttpsOnly"],
  [{ session: { routes: 1 } }, "session.routes", "one of secret, "],
  [{ toString: 1 }, "toString", "one of title, hdrs, "],
  [
    { session: { x: 1 } },
    "session.x",
    "one of secret, secretFile, cookie, maxAge, lifetime, encrypt, path, ",
  ],
];

Deno.test("fastApp() names an unknown option, and the nearest known one with its group", () => {
  deepStrictEqual(
    UNKNOWN.map(([options, name, expected]) => [
      options,
      name,
      errorOf(options).startsWith(
          `TypeError: Cannot make an application: unknown option "${name}", expected ${expected}`,
        )
        ? expected
        : errorOf(options),
    ]),
    UNKNOWN,
  );
  match(errorOf({ db: "" }, (options) => new FastHTML(options)), /unknown option "db", expected/);
});

const AMOUNT = "a whole number of bytes from 0, or Infinity";
const AGE = "a whole number of seconds from 1";
const ORIGIN = 'an origin such as "https://example.com"';
const HOST = 'a host without a port, such as "example.com" or "*.example.com"';

const PROXIES = "true or false, or a whole number of proxies from 0";
const BROKER = "an object with subscribe(), publish() and close()";
const OBJECT = "a value of Object";
const HANDLERS = 'functions by status, such as { 404: () => P("Not here") }';

const DIRECTIVES = `directives by name, such as { "img-src": "'self' https:" }`;
const HSTS = 'a value such as "max-age=63072000; includeSubDomains; preload"';

const WRONG: [options: object, error: string][] = [
  [{ title: null }, "title is null, expected a string"],
  [{ title: () => "A" }, "title is a function, expected a string"],
  [{ pico: 1 }, "pico is 1, expected true or false"],
  [{ htmx: 3 }, "htmx is 3, expected 4 or 2 or false"],
  [{ before: [() => {}, 5] }, "before[1] is 5, expected a function, or what Beforeware() makes"],
  [{ csp: "on" }, `csp is "on", expected true or false, or ${DIRECTIVES}`],
  [
    { csp: { "img src": "*" } },
    `csp is a value of Object, expected true or false, or ${DIRECTIVES}`,
  ],
  [{ csp: { a: "\n" } }, `csp is a value of Object, expected true or false, or ${DIRECTIVES}`],
  [{ permissionsPolicy: true }, `permissionsPolicy is true, expected false, or ${DIRECTIVES}`],
  [
    { permissionsPolicy: { usb: [] } },
    `permissionsPolicy is a value of Object, expected false, or ${DIRECTIVES}`,
  ],
  [{ hsts: "1 year" }, `hsts is "1 year", expected true or false, or ${HSTS}`],
  [
    { hsts: "max-age=1\r\na: b" },
    `hsts is "max-age=1\\r\\na: b", expected true or false, or ${HSTS}`,
  ],
  [{ session: true }, "session is true, expected an object"],
  [{ session: [] }, "session is a value of Array, expected an object"],
  [
    { session: { sameSite: "Lax" } },
    'session.sameSite is "Lax", expected "strict" or "lax" or "none"',
  ],
  [{ maxAge: "1 day" }, `maxAge is "1 day", expected ${AGE}`],
  [{ maxAge: NaN }, `maxAge is NaN, expected ${AGE}`],
  [{ session: { maxAge: 0 } }, `session.maxAge is 0, expected ${AGE}`],
  [{ session: { maxAge: Infinity } }, `session.maxAge is Infinity, expected ${AGE}`],
  [{ limits: { maxBody: -1 } }, `limits.maxBody is -1, expected ${AMOUNT}`],
  [{ limits: { maxBody: 0.5 } }, `limits.maxBody is 0.5, expected ${AMOUNT}`],
  [{ limits: { maxBody: "1mb" } }, `limits.maxBody is "1mb", expected ${AMOUNT}`],
  [
    { limits: { idleTimeout: Infinity } },
    "limits.idleTimeout is Infinity, expected a whole number of seconds from 0",
  ],
  [
    { sessionCookie: "a b" },
    'sessionCookie is "a b", expected the name of a cookie, such as "session_"',
  ],
  [
    { session: { cookie: "" } },
    'session.cookie is "", expected the name of a cookie, such as "session_"',
  ],
  [{ sessPath: "app" }, 'sessPath is "app", expected a path such as "/"'],
  [{ sessPath: "/a;b" }, 'sessPath is "/a;b", expected a path such as "/"'],
  [{ sessDomain: "a b" }, 'sessDomain is "a b", expected a domain such as "example.com"'],
  [{ sessDomain: 5 }, 'sessDomain is 5, expected a domain such as "example.com"'],
  [
    { exceptionHandlers: { notFound: () => "" } },
    `exceptionHandlers is ${OBJECT}, expected ${HANDLERS}`,
  ],
  [{ exceptionHandlers: { 404: "" } }, `exceptionHandlers is ${OBJECT}, expected ${HANDLERS}`],
  [
    { exceptionHandlers: { 4040: () => "" } },
    `exceptionHandlers is ${OBJECT}, expected ${HANDLERS}`,
  ],
  [
    { exceptionHandlers: { 200: () => "" } },
    `exceptionHandlers is ${OBJECT}, expected ${HANDLERS}`,
  ],
  [{ exceptionHandlers: () => "" }, `exceptionHandlers is a function, expected ${HANDLERS}`],
  [{ trustProxy: -1 }, `trustProxy is -1, expected ${PROXIES}`],
  [{ trustProxy: Infinity }, `trustProxy is Infinity, expected ${PROXIES}`],
  [{ staticPath: 5 }, "staticPath is 5, expected a string, or a URL"],
  [{ exts: ["ws", 5] }, "exts[1] is 5, expected a string"],
  [{ exts: 5 }, "exts is 5, expected a string, or a list"],
  [{ lifespan: {} }, `lifespan is ${OBJECT}, expected a function`],
  [{ allowedHosts: ["[]"] }, `allowedHosts[0] is "[]", expected ${HOST}`],
  [{ broker: { publish() {}, close() {} } }, `broker is ${OBJECT}, expected ${BROKER}`],
  [{ broker: { subscribe() {}, close() {} } }, `broker is ${OBJECT}, expected ${BROKER}`],
  [{ broker: { subscribe() {}, publish() {} } }, `broker is ${OBJECT}, expected ${BROKER}`],
  [{ allowedHosts: "a.example" }, `allowedHosts is "a.example", expected a list, each ${HOST}`],
  [{ allowedHosts: ["a", "a:80"] }, `allowedHosts[1] is "a:80", expected ${HOST}`],
  [{ allowedHosts: ["https://a"] }, `allowedHosts[0] is "https://a", expected ${HOST}`],
  [{ trustedOrigins: ["https://a/"] }, `trustedOrigins[0] is "https://a/", expected ${ORIGIN}`],
  [
    { trustedOrigins: ["https://a:443"] },
    `trustedOrigins[0] is "https://a:443", expected ${ORIGIN}`,
  ],
  [{ trustedOrigins: ["null"] }, `trustedOrigins[0] is "null", expected ${ORIGIN}`],
  [{ trustedOrigins: [5] }, `trustedOrigins[0] is 5, expected ${ORIGIN}`],
  [{ secretKey: [SECRET, undefined] }, "secretKey[1] is undefined, expected a string"],
  [{ db: 5 }, "db is 5, expected a string, or an object"],
];

const UNITS: [limit: string, expected: string][] = [
  ["maxBody", AMOUNT],
  ["maxUpload", AMOUNT],
  ["maxFields", "a whole number of fields from 0, or Infinity"],
  ["maxFiles", "a whole number of files from 0, or Infinity"],
  ["maxFile", AMOUNT],
  ["spoolAbove", AMOUNT],
  ["maxDepth", "a whole number of levels from 0, or Infinity"],
  ["maxMessage", AMOUNT],
  ["maxRate", "a whole number of messages from 0, or Infinity"],
  ["maxWaiting", "a whole number of messages from 0, or Infinity"],
  ["maxUnsent", AMOUNT],
  ["idleTimeout", "a whole number of seconds from 0"],
];

Deno.test("fastApp() says the unit of each limit", () => {
  deepStrictEqual(
    UNITS.map(([name]) => [name, errorOf({ limits: { [name]: -1 } }).split(", expected ")[1]]),
    UNITS,
  );
});

Deno.test("fastApp() says which option is wrong, what it is, and what was expected", () => {
  deepStrictEqual(
    WRONG.map(([options]) => [options, errorOf(options)]),
    WRONG.map(([options, error]) => [options, `TypeError: Cannot make an application: ${error}`]),
  );
});

const RIGHT: FastHTMLOptions[] = [
  { title: undefined, session: undefined, limits: { maxBody: undefined } },
  { before: Beforeware(() => {}), after: [() => {}], htmx: false, csp: { "img-src": "*" } },
  { hsts: "max-age=1; includeSubDomains; preload", permissionsPolicy: { usb: "()" } },
  { hsts: true, permissionsPolicy: false },
  { limits: { maxBody: 0, maxUpload: Infinity, maxMessage: 1 << 20, idleTimeout: 0 } },
  { allowedHosts: ["example.com", "*.Example.com", "127.0.0.1", "[::1]"] },
  { trustedOrigins: ["https://a", "http://[::1]:8000", "chrome-extension://abcdef"] },
  { exceptionHandlers: { 404: () => "", 500: () => "" } },
  { broker: { subscribe() {}, publish() {}, close() {} } },
  { session: { cookie: "s", path: "/a", domain: "a.example", secret: [SECRET, SECRET] } },
  { trustProxy: true, exts: "ws", staticPath: new URL("file:///nowhere") },
];

Deno.test("fastApp() takes values at the ends of what it expects", () => {
  deepStrictEqual(RIGHT.map((options) => [options, errorOf(options)]), RIGHT.map((o) => [o, ""]));
});

Deno.test("app.ws() says which of its limits is wrong", () => {
  const { app } = fastApp();
  const open = (limits: object) => app.ws("/ws", () => {}, { limits });
  throws(() => open({ maxMessage: "1mb" }), {
    name: "TypeError",
    message: `Cannot set limits: limits.maxMessage is "1mb", expected ${AMOUNT}`,
  });
  throws(() => open({ maxMesage: 1 }), {
    message: 'Cannot set limits: unknown option "limits.maxMesage", expected limits.maxMessage',
  });
});
