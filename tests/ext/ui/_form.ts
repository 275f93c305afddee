/** What tests of forms read of their HTML. */
import { type FT, render } from "../../../mod.ts";

/** The HTML of a form. */
export function textOf(form: FT): string {
  return `${render(form)}`;
}

/** The HTML of one field, by its name; empty where there is none. */
export function fieldOf(form: FT, name: string): string {
  const all = textOf(form).split(/(?=<div class="ui-field">|<fieldset|<div class="ui-row)/);
  return all.find((one) => one.includes(` name="${name}"`)) ?? "";
}

/** The tag and the attributes of each control, without ids, classes and states. */
export function controlsOf(form: FT): string[] {
  const all = textOf(form).matchAll(/<(input|select|textarea)(?= )([^>]*)/g);
  return [...all].map(([, tag, attrs]) =>
    `${tag} ${attrs!.replace(/ (?:id|class|aria-\w+)="[^"]*"/g, "").trim()}`
  );
}
