/** Words that components say by themselves: every component of the book, in other languages. */
import { Button, database, fastApp, type FastHTMLOptions, type FT, render } from "../../../mod.ts";
import {
  AppShell,
  AuthPage,
  Breadcrumb,
  Card,
  DataTable,
  FormFor,
  Hero,
  LandingPage,
  Loading,
  Table,
  tableState,
  ThemePicker,
  ThemeToggle,
  ui,
  uiMessages,
} from "../../../ext/ui.ts";
import { BarChart, chartMessages, DonutChart, LineChart, Sparkline } from "../../../ext/charts.ts";
import { CHART_MESSAGES as CHARTS } from "../../../ext/charts/messages.ts";
import { UI_MESSAGES as UI } from "../../../ext/ui/messages.ts";
import type { Messages } from "../../../types.ts";
import { actions } from "../../../examples/showcase/components/actions.ts";
import { data } from "../../../examples/showcase/components/data.ts";
import { forms } from "../../../examples/showcase/components/forms.ts";
import { navigation } from "../../../examples/showcase/components/navigation.ts";
import { overlays } from "../../../examples/showcase/components/overlays.ts";
import { text } from "../../../examples/showcase/components/text.ts";
import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { GERMAN, GERMAN_CHARTS, GERMAN_UI } from "../../fixtures/german.ts";

const chapters = [actions, data, forms, navigation, overlays, text];
/** The words of components and charts. */
const WORDS: readonly string[] = [...Object.values(UI), ...Object.values(CHARTS)];

const seen = new Set<string>();
/** Every word between marks. */
const mark = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, (values: Record<string, string> = {}) => {
      seen.add(text);
      return `«${text.replace(/\{(\w+)\}/g, (_, name) => values[name]!)}»`;
    }]),
  );
const MARKED: Messages = { ...uiMessages(mark(UI)), ...chartMessages(mark(CHARTS)) };
const IN_GERMAN: Messages = {
  ...GERMAN,
  ...uiMessages(GERMAN_UI),
  ...chartMessages(GERMAN_CHARTS),
};

// Made once, as shared parts of pages are.
const end = [ThemePicker({ themes: ["paper", "ink"] }), ThemeToggle()];

class Task {
  static types = { file: Uint8Array };
  id = 0;
  title = "";
  done = false;
  file: Uint8Array | null = null;
}

/** The chapters of the component book, and pages of what it has not. */
function newBook(options: FastHTMLOptions = {}) {
  const { app, rt } = fastApp({ ...ui(), ...options });
  const many = database(":memory:").create(Task), few = database(":memory:").create(Task);
  many.insertAll(Array.from({ length: 1200 }, (_, n) => ({ title: `T${n}`, done: n % 2 > 0 })));
  few.insert({ title: "-", file: new Uint8Array(3) });
  const table = (tasks: typeof many, state: { url: URL }): FT =>
    DataTable(tasks, {
      state,
      at: "/rest",
      columns: { title: true, done: true, file: true },
      search: ["title"],
      filters: { done: true },
      pageSizes: [50],
      rowActions: () => Button("…"),
      bulkActions: { "…": { to: "/", question: "…?" } },
    });
  for (const chapter of chapters) {
    rt(chapter.path, (page) => AppShell({ title: "…", brand: "…", end }, chapter.show(page)));
  }
  const numbers = Array.from({ length: 300 }, (_, x) => ({ x: `${x}`, y: x + 1 }));
  rt.get("/rest", tableState, (state) =>
    AppShell(
      { title: "…", brand: "…" },
      table(many, state),
      Card(table(few, state)),
      FormFor(Task, { values: few()[0], fields: { done: { as: "radios" }, file: false } }),
      Table({ label: "…", columns: { title: "…" }, rows: few({ id: 0 }) }),
      Breadcrumb({ items: [] }),
      Loading(),
      LineChart(numbers, { title: "…", x: "x", y: "y" }),
      BarChart(numbers.slice(0, 0), { title: "…", x: "x", y: "y" }),
      DonutChart(numbers.slice(0, 9), { title: "…", x: "x", y: "y" }),
      Sparkline([1, 2], { title: "…" }),
      Sparkline([], { title: "…" }),
    ));
  rt("/landing", () => LandingPage({ title: "…", brand: "…", end }, Hero({ title: "…" })));
  rt("/login", () => AuthPage({ title: "…", brand: "…", end }));
  return app;
}

const PATHS = [
  ...chapters.map(({ path }) => path),
  "/rest",
  "/rest?page=3",
  "/rest?q=t99",
  "/rest?q=nothing",
  "/landing",
  "/login",
];

const NAVIGATE = { accept: "text/html", "sec-fetch-dest": "document" };

async function read(app: ReturnType<typeof newBook>, path: string, language = "en") {
  const headers = { ...NAVIGATE, "accept-language": language };
  const response = await app.request(path, { headers });
  strictEqual(response.status, 200, path);
  return await response.text();
}

/** What a user reads or hears of a page, without code: its texts and attributes, one by one. */
function textsOf(html: string): string[] {
  const shown = html.replace(/<(script|style|pre|title)\b[^]*?<\/\1>/g, "");
  const attributes = shown.matchAll(
    / (?:aria-label|aria-roledescription|title|alt|placeholder|data-ui-\w+)="([^"]*)"/g,
  );
  return [...shown.split(/<[^>]*>/), ...[...attributes].map(([, text]) => text!)]
    .map((text) => text.trim()).filter((text) => text !== "");
}

Deno.test("all that a component says by itself is in the table of sentences", async () => {
  const plain = newBook(), marked = newBook({ messages: { en: MARKED } });
  const english = new Set(WORDS);
  const left: string[] = [];
  for (const path of PATHS) {
    const html = await read(marked, path);
    // The page's own script has the sentences, too, so its name is another.
    const bare = (html: string) => html.replace(/[«»]|\.\w{12}\.js/g, "");
    strictEqual(bare(html), bare(await read(plain, path)), path);
    left.push(...textsOf(html).filter((one) => english.has(one)).map((one) => `${path} ${one}`));
  }
  // What the book itself says.
  deepStrictEqual([...new Set(left)], [
    "/actions Cancel",
    "/forms Cancel",
    "/forms Save",
    "/navigation Breadcrumb",
    "/overlays Actions",
    "/overlays Save",
  ]);
  deepStrictEqual(WORDS.filter((text) => !seen.has(text)), []);
});

Deno.test("components are in the language of each user, also shared ones", async () => {
  const app = newBook({ messages: { de: IN_GERMAN } });
  for (
    const [language, close, loading, dark] of [
      ["de", "Schließen", "Wird geladen", "Dunkle Farben"],
      ["en", "Close", "Loading", "Dark colors"],
      ["de-AT", "Schließen", "Wird geladen", "Dunkle Farben"],
    ] as const
  ) {
    const html = await read(app, overlays.path, language);
    match(html, new RegExp(`title="${close}"`));
    // The dialog that is a part of every page, and a button that was made once.
    match(html, new RegExp(`<dialog id="ui-modal"[^]*<span>${loading}</span>`));
    match(html, new RegExp(`title="${dark}"`));
  }
  const german = new Set(textsOf(await read(app, "/rest", "de")));
  const both = new Set(["Menu", "No data"]);
  const left = WORDS.filter((text) => german.has(text) && !both.has(text));
  deepStrictEqual(left, []);
  strictEqual(german.has("1–20 von 1.200"), true);

  const { headers, body } = await app.request("/rest", { headers: { "accept-language": "de" } });
  match(headers.get("vary")!, /Accept-Language/);
  await body?.cancel();
});

Deno.test("a page whose language is set has its components in it", async () => {
  const messages = { de: IN_GERMAN };
  const all = await read(newBook({ messages, htmlAttrs: { lang: "de" } }), "/login", "en");
  match(all, /^<!doctype html>\s*<html lang="de">/);
  match(all, /title="Dunkle Farben"/);
  const app = newBook({
    messages,
    before: ({ htmlAttrs, url }) => {
      htmlAttrs.lang = url.searchParams.get("lang");
    },
  });
  match(await read(app, "/login?lang=de", "en"), /title="Dunkle Farben"/);
  match(await read(app, "/login?lang=en", "de"), /title="Dark colors"/);
  // Outside of requests it is English.
  doesNotMatch(`${render(end)}`, /Dunkle/);
  match(`${render(end)}`, /title="Dark colors"/);
});
