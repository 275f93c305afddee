import { Button, Div } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";
import { logged, newApp } from "../http/_app.ts";

const page = () =>
  Div(
    { "hx-target:inherited": "#out", "hx-status:404": "swap:none" },
    Button({ hx_query: "/x", hx_get: "/y", "hx-on::after:request": "", hx_on__after_request: "" }),
    Button({ hx_query: "/x", hx_ptag: "1", "hx-on:click": "", hx_history: false }),
  );

Deno.test("toNameCheck() tells once of each attribute that htmx 2 does not know", async () => {
  const { rt, client } = newApp({ htmx: 2, defaultHdrs: true });
  rt("/", page);
  const warnings = await logged(async () => {
    await client.get("/");
    await client.get("/");
  }, "warn");
  deepStrictEqual(warnings.flat().sort(), [
    "The attribute hx-on::after:request does nothing with htmx 2: events have other names, such as hx_on__after_request",
    "The attribute hx-ptag does nothing with htmx 2: only htmx 4 has it; use the option htmx: 4",
    "The attribute hx-query does nothing with htmx 2: only htmx 4 has it; use hx_get, or the option htmx: 4",
    "The attribute hx-status:404 does nothing with htmx 2: only htmx 4 has it; use a listener of htmx:beforeSwap, or the option htmx: 4",
    "The attribute hx-target:inherited does nothing with htmx 2: attributes are inherited without a modifier",
  ]);
});

Deno.test("toNameCheck() has nothing to tell of htmx 4", async () => {
  const { rt, client } = newApp({ htmx: 4, defaultHdrs: true });
  rt("/", page);
  deepStrictEqual(await logged(() => client.get("/"), "warn"), []);
});
