/** Messages about what a handler returns, and pages that are not as expected. */
import type { Trouble } from "./types.ts";

export const pages: readonly Trouble[] = [
  {
    message: "Cannot render a child of p: found Date, expected text, a number, an element, an " +
      "iterable, a promise or a value with __ft__()",
    cause: "An element contains an object that FastHTML can't show as text.",
    fix: "Convert it: `date.toLocaleDateString()` for a date, a field of the object otherwise. " +
      "For your own class, add a method `__ft__()` that returns elements.",
    seen: { at: "request", status: 500 },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => P(new Date()));
`,
  },
  {
    message:
      "Cannot reply: function Greeting, expected elements, text, an object, bytes or a Response",
    cause: "The handler returned a function instead of its result: the parentheses are missing.",
    fix: "Call it: `Greeting()`.",
    seen: { at: "request", status: 500 },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
const Greeting = () => P("Hello");
rt("/", () => Greeting);
`,
  },
  {
    message: "Cannot reply: table book, expected its rows, as a call of it finds them, or nothing",
    cause: "The handler returned the table instead of its rows: the parentheses are missing.",
    fix: "Call it: `books()`.",
    seen: { at: "request", status: 500 },
    program: `import { database, fastApp } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  title = "";
}
const books = database(":memory:").create(Book);
books.insert({ title: "Dune" });

export const { app, rt } = fastApp();
rt("/", () => books);
`,
  },
  {
    message:
      'Cannot write attribute "style": the property is "color: red", expected letters, digits and -',
    cause: "The value of an attribute is not one that this attribute can have.",
    fix: "The message shows what was expected. `style` is an object of properties or a string.",
    seen: { at: "request", status: 500 },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => P("Hello", { style: { "color: red": "" } }));
`,
  },
  {
    message: 'Cannot make a URL for "/books/{id}": no value for "id", expected one',
    cause: "`route.to()` builds the URL of a route. It needs a value for each path parameter.",
    fix: "Pass it: `show.to({ id: book.id })`. TypeScript finds this, too.",
    seen: { at: "request", status: 500 },
    program: `import { A, fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
const show = rt("/books/{id}", ({ id }) => id);
rt("/", () => A("Dune", { href: show }));
`,
  },
  {
    message: "The page shows `{}`",
    cause: "The handler returned an instance of a class without `__ft__()`. Objects become JSON.",
    fix: "Add a method `__ft__()` to the class, or return elements.",
    seen: { at: "page", html: "{}" },
    program: `import { fastApp } from "@fasthtml/fasthtml";

class Greeting {
  #text = "Hello";
  toText() {
    return this.#text;
  }
}
export const { app, rt } = fastApp();
rt("/", () => new Greeting());
`,
  },
  {
    message: "Cannot render a child of ul: found Map, expected text, a number, an element, an " +
      "iterable, a promise or a value with __ft__()",
    cause: "An element contains a `Map`, and FastHTML does not guess which part of it to show.",
    fix: "Choose what to show: `Ul([...stock.keys()].map((name) => Li(name)))`.",
    seen: { at: "request", status: 500 },
    program: `import { fastApp, Ul } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
const stock = new Map([["Dune", 3]]);
rt("/", () => Ul(stock));
`,
  },
  {
    message: "The page shows `<b>` as text",
    cause:
      "Strings are escaped, so that text from users can't become HTML (cross-site scripting, " +
      "XSS).",
    fix: 'Use elements: `P("Hello ", B("you"))`. For HTML that you trust, use `Safe(html)`.',
    seen: { at: "page", html: "<p>Hello &lt;b&gt;you&lt;/b&gt;</p>" },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => P("Hello <b>you</b>"));
`,
  },
  {
    message: "A link leads to `about:blank`",
    cause: "URLs that run code, such as `javascript:`, are replaced, because a user could have " +
      "written them.",
    fix: 'Use a button with an event: `Button("Print", { onclick: "print()" })`, or a script file.',
    seen: { at: "page", html: '<a href="about:blank">Print</a>' },
    program: `import { A, fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => A("Print", { href: "javascript:print()" }));
`,
  },
  {
    message: "A click does nothing",
    cause: "An attribute of htmx is misspelled. In the page it is an unknown attribute, which " +
      "browsers ignore.",
    fix: "Run `deno check main.ts`: TypeScript knows the attributes of htmx. Here, write `hx_get`.",
    seen: { at: "page", html: '<button hx-gett="/more">More</button>' },
    program: `import { Button, fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => Button("More", { hx_gett: "/more" }));
rt("/more", () => "More");
`,
  },
];
