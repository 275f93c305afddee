/** The words of components in English, and how a program translates them. */
import { defineMessages } from "../../mod.ts";
import type { Messages, Translation } from "../../types.ts";

/** The words in English, by key. */
export const UI_MESSAGES = {
  actions: "Actions",
  all: "All",
  asSystem: "As the system",
  breadcrumb: "Breadcrumb",
  browse: "browse",
  cancel: "Cancel",
  carousel: "carousel",
  chooseAll: "Choose all on this page",
  chosen: "chosen",
  copied: "Copied",
  copy: "Copy",
  dark: "Dark",
  darkColors: "Dark colors",
  done: "(done)",
  dropFiles: "Drop files here, or",
  light: "Light",
  lightColors: "Light colors",
  loading: "Loading",
  main: "Main",
  menu: "Menu",
  nextPage: "Next page",
  no: "No",
  noRows: "No rows",
  nothingFound: "Nothing found",
  nothingYet: "Nothing here yet",
  now: "(now)",
  oneRow: "1 row",
  pages: "Pages",
  previousPage: "Previous page",
  rows: "Rows",
  rowsOf: "{first}–{last} of {n}",
  rowsInAll: "{n} rows",
  save: "Save",
  search: "Search",
  sent: "Sent",
  show: "Show",
  showAll: "Show all",
  skip: "Skip to content",
  slide: "Slide {n} of {most}",
  theme: "Theme",
  yes: "Yes",
} as const;

const table = defineMessages("the words of components", UI_MESSAGES);

/** Writes a word in the language of the request that it is written for. */
export const word = table.say;

/** Returns a word in the language of the current request. */
export const write = table.write;

/** The words of components in one language: strings, or functions of the values in them. */
export type UiMessages = Translation<typeof UI_MESSAGES>;

/**
 * Takes the words of components in another language, for the option `messages` of the application.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { Breadcrumb, ui, uiMessages } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const german = uiMessages({ breadcrumb: "Pfad" });
 * const { app, rt } = fastApp({ ...ui(), messages: { de: { close: "Schließen", ...german } } });
 * rt("/", () => Breadcrumb({ items: [{ label: "Start", href: "/" }] }));
 *
 * const response = await app.request("/", { headers: { "accept-language": "de" } });
 * match(await response.text(), /aria-label="Pfad"/);
 * ```
 */
export function uiMessages(texts: UiMessages): Messages {
  return table.translate(texts);
}
