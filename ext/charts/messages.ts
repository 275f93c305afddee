/** The words of charts in English, and how a program translates them. */
import { defineMessages } from "../../mod.ts";
import type { Messages, Translation } from "../../types.ts";

/** The words in English, by key. */
export const CHART_MESSAGES = {
  first: "First",
  highest: "Highest",
  last: "Last",
  lowest: "Lowest",
  none: "No data",
  other: "Other",
} as const;

const table = defineMessages("the words of charts", CHART_MESSAGES);

/** Writes a word in the language of the request that it is written for. */
export const word = table.say;

/** The words of charts in one language. */
export type ChartMessages = Translation<typeof CHART_MESSAGES>;

/**
 * Takes the words of charts in another language, for the option `messages` of the application.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { chartMessages, Sparkline } from "@fasthtml/fasthtml/ext/charts";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp({ messages: { de: chartMessages({ none: "Keine Daten" }) } });
 * rt("/", () => Sparkline([], { title: "Umsatz" }));
 *
 * const response = await app.request("/", { headers: { "accept-language": "de" } });
 * match(await response.text(), /Umsatz: Keine Daten/);
 * ```
 */
export function chartMessages(texts: ChartMessages): Messages {
  return table.translate(texts);
}
