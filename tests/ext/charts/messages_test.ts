import { Sparkline } from "../../../ext/charts.ts";
import { chartMessages } from "../../../ext/charts/messages.ts";
import { deepStrictEqual, match, throws } from "node:assert";
import { fastApp } from "../../../mod.ts";
import { CHART_MESSAGES } from "../../../ext/charts/messages.ts";
import { GERMAN_CHARTS } from "../../fixtures/german.ts";

Deno.test("chartMessages() gives a chart the words of a language; others stay in English", async () => {
  const { app, rt } = fastApp({ messages: { de: chartMessages({ last: "Zuletzt" }) } });
  rt("/", () => Sparkline([1, 2], { title: "-" }));
  const response = await app.request("/", { headers: { "accept-language": "de" } });
  match(await response.text(), /-: First 1, Zuletzt 2, Lowest 1, Highest 2/);
  deepStrictEqual(Object.keys(GERMAN_CHARTS), Object.keys(CHART_MESSAGES));
  throws(() => chartMessages({ ...{ lasst: "Zuletzt", last: "" } }), {
    message: 'Cannot translate the words of charts: unknown key "lasst", expected last',
  });
});
