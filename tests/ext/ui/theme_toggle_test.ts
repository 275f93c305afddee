import { deepStrictEqual, match, strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { theme, ThemePicker, ThemeToggle } from "../../../ext/ui.ts";

Deno.test("a toggle is a form that posts to its own page, with a button for each scheme", () => {
  const html = `${render(ThemeToggle({ labels: { dark: "Dunkel", light: "Hell" } }))}`;
  match(
    html,
    /^<form method="post" action="\?ui-theme" hx-boost="false"><button title="Dunkel" name="scheme" value="dark" class="[^"]*ui-to-dark">/,
  );
  deepStrictEqual(html.match(/(?<=<span class="ui-hidden">)\w+/g), ["Dunkel", "Hell"]);
});

Deno.test("a picker has the themes that it is given, of the program's own, too", () => {
  const html = `${render(ThemePicker({ themes: ["ink", theme({ name: "acme" })], id: "t" }))}`;
  deepStrictEqual([...html.matchAll(/name="theme" value="(\w+)"/g)].map(([, name]) => name), [
    "ink",
    "acme",
  ]);
  deepStrictEqual([...html.matchAll(/name="scheme" value="(\w+)"/g)].map(([, name]) => name), [
    "light",
    "dark",
    "auto",
  ]);
  match(html, /popovertarget="t-list".*<div id="t-list" popover="auto"/);
  strictEqual(html.includes("ui-now-acme"), true);
});
