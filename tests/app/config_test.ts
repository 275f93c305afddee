import { match } from "node:assert";
import { Div, fastApp, Meta, Style } from "../../mod.ts";

Deno.test("hdrs: htmx's configuration stands before htmx, which reads it when it starts", async () => {
  const config = Meta({ name: "htmx-config", content: '{"defaultSwap": "outerHTML"}' });
  const { app, rt } = fastApp({ hdrs: [Style("p { color: red }"), config] });
  rt("/", () => Div("x"));
  match(
    await (await app.request("/")).text(),
    /^<!doctype html><html><head><meta name="htmx-config"[^>]*><meta charset="utf-8">.*htmx.*<style>p /,
  );
});
