/** What must not compile of `ext/ui`; `deno task check` fails where one of these does. */
import { P } from "../../mod.ts";
import { AppShell, Badge, Button, Card, Field, IconButton, Table, ui } from "../../ext/ui.ts";

const rows = [{ name: "Ann", age: 41 }];

// Attributes first or last, with children of all kinds.
Button({ variant: "primary" }, "Save", { hx_post: "/save" });
Card("Text", P("more"), { title: "Card" });
Table({ label: "All", rows, columns: { age: { label: "Age", show: (age) => age.toFixed(1) } } });

// @ts-expect-error -- a variant that there is not
Button("Save", { variant: "primry" });
// @ts-expect-error -- an icon that there is not
Button("Find", { icon: "serch" });
// @ts-expect-error -- a tone that there is not
Badge("New", { tone: "primry" });
// @ts-expect-error -- a misspelt attribute
Card({ titel: "Card" });
// @ts-expect-error -- a field without a label
Field({ name: "age" });
// @ts-expect-error -- an icon alone without a name
IconButton({ icon: "x" });
// @ts-expect-error -- a column that no row has
Table({ label: "All", rows, columns: { nam: "Name" } });
// @ts-expect-error -- a number is no text
Table({ label: "All", rows, columns: { age: { label: "Age", show: (age) => age.trim() } } });
// @ts-expect-error -- a misspelt part of the shell
AppShell({ title: "Home", brnd: "Acme" });
// @ts-expect-error -- a theme that there is not
ui({ theme: "papr" });
