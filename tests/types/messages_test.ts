import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { tempFolder } from "../_temp.ts";

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

const HEAD =
  `import { Beforeware, Button, checked, component, database, Div, fastApp, Form, Input, Li, only, ` +
  `optional, P, Redirect, serve, Ul } from "@fasthtml/fasthtml"; ` +
  `class Todo { id = 0; title = ""; done = false; __ft__() { return Li(this.title); } } ` +
  `const { app, rt } = fastApp(); const db = database(":memory:"), todos = db.create(Todo); ` +
  `const Note = component<{ tone?: "good" | "bad"; heading?: string }>(({ tone }) => P(tone)); ` +
  `const Icon = component<{ label: string }>(({ label }) => P(label)); ` +
  `const show = rt("/show/{id:int}", { q: "" }, ({ id }) => P(id)); ` +
  `void [Beforeware, Button, checked, Form, Input, optional, only, Redirect, serve, Ul, show];`;

/** A line of the program, and all that the compiler says of it. */
const MISTAKES: Record<string, string> = {
  'Div({ hx_gt: "/x" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'hx_gt' does not exist in type 'Content<GlobalAttrs>'. Did you mean to write 'hx_get'?",
  'Div(new Todo(), { clas: "x" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'clas' does not exist in type 'Content<GlobalAttrs>'. Did you mean to write 'cls'?",
  "Input({ requird: true });":
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'requird' does not exist in type 'Content<InputAttrs>'. Did you mean to write 'required'?",
  'Button("Save", { disabld: true });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'disabld' does not exist in type 'Content<ButtonAttrs>'. Did you mean to write 'disabled'?",
  'Div({ className: "x" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, and 'className' does not exist in type 'Content<GlobalAttrs>'.",
  'Div({ hx_swap: "outterHTML" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Type '\"outterHTML\"' is not assignable to type 'Nothing | SwapValue'. Did you mean '\"outerHTML\"'?",
  'Input({ type: "txt" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Type '\"txt\"' is not assignable to type 'number | true | object | InputType'. Did you mean '\"text\"'?",
  'Button({ type: "sumbit" }, "Save");':
    'No overload matches this call.\n  The last overload gave the following error.\n    Type \'"sumbit"\' is not assignable to type \'number | true | object | "button" | Nothing | "reset" | "submit"\'. Did you mean \'"submit"\'?',
  'Form({ method: "pst" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Type '\"pst\"' is not assignable to type 'number | true | object | MethodValue'. Did you mean '\"post\"'?",
  'Div({ onclick: () => alert("x") });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Type '() => void' is not assignable to type 'TextValue'.",
  "Div({ title: true });":
    "No overload matches this call.\n  The last overload gave the following error.\n    Type 'true' is not assignable to type 'TextValue'.",
  'Note("x", { heding: "y" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'heding' does not exist in type 'Content<{ tone?: \"good\" | \"bad\" | undefined; heading?: string | undefined; }>'. Did you mean to write 'heading'?",
  'Note({ tone: "god" }, "x");':
    'No overload matches this call.\n  The last overload gave the following error.\n    Type \'"god"\' is not assignable to type \'number | boolean | object | "bad" | "good" | undefined\'. Did you mean \'"good"\'?',
  'show.to({ id: "x" });': "Type 'string' is not assignable to type 'number'.",
  "show.to({ i: 1 });":
    "Object literal may only specify known properties, and 'i' does not exist in type '{ id: number; q?: string | number | null | undefined; }'.",
  "show.to();": "Expected 1 arguments, but got 0.",
  "Redirect(show.to({ id: 1, page: 2 }));":
    "Object literal may only specify known properties, and 'page' does not exist in type '{ id: number; q?: string | number | null | undefined; }'.",
  'rt("/user/:id", ({ id }) => P(id));':
    "No overload matches this call.\n  The last overload gave the following error.\n    Argument of type '\"/user/:id\"' is not assignable to parameter of type '\"/user/{id}\"'.",
  'rt("/a/:b/c/:d", () => "");':
    "No overload matches this call.\n  The last overload gave the following error.\n    Argument of type '\"/a/:b/c/:d\"' is not assignable to parameter of type '\"/a/{b}/c/{d}\"'.",
  'app.get("/user/:id", ({ id }) => P(id));':
    "No overload matches this call.\n  The last overload gave the following error.\n    Argument of type '\"/user/:id\"' is not assignable to parameter of type '\"/user/{id}\"'.",
  'app.ws("/user/:id", ({ id }) => P(id));':
    "Argument of type '\"/user/:id\"' is not assignable to parameter of type '\"/user/{id}\"'.",
  'app.socket("/user/:id", ({ id }) => void id);':
    "Argument of type '\"/user/:id\"' is not assignable to parameter of type '\"/user/{id}\"'.",
  'rt("/user/:id", { q: "" }, ({ id }) => P(id));':
    "Property 'id' does not exist on type 'HandlerContext<\"/user/:id\", { readonly q: \"\"; }>'.",
  'rt("/", ({ name }: { name: string }) => name);':
    "No overload matches this call.\n  The last overload gave the following error.\n    Argument of type '({ name }: { name: string; }) => string' is not assignable to parameter of type '\"parameters are declared: rt(path, { name: String }, ({ name }) => …)\"'.",
  'rt.post("/a", ({ name }: { name: string }) => name);':
    "No overload matches this call.\n  The last overload gave the following error.\n    Argument of type '({ name }: { name: string; }) => string' is not assignable to parameter of type '\"parameters are declared: rt(path, { name: String }, ({ name }) => …)\"'.",
  'rt("/a", { n: 1 }, ({ m }: { m: string }) => m);':
    "No overload matches this call.\n  The last overload gave the following error.\n    Argument of type '({ m }: { m: string; }) => string' is not assignable to parameter of type '\"parameters are declared: rt(path, { name: String }, ({ name }) => …)\"'.",
  'rt("/", { todo: {} }, () => "");':
    "No overload matches this call.\n  The last overload gave the following error.\n    Type '{}' is not assignable to type 'Declaration'.",
  'db.create("todos", Todo, { pkk: "id" });':
    "Argument of type 'typeof Todo' is not assignable to parameter of type 'TableSchema'.\n  Index signature for type 'string' is missing in type 'typeof Todo'.",
  'db.create(Todo, { pkk: "id" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, and 'pkk' does not exist in type 'ClassOptions<Todo>'.",
  'db.create(Todo, { notNull: ["titl"] });':
    'No overload matches this call.\n  The last overload gave the following error.\n    Type \'"titl"\' is not assignable to type \'"id" | "__ft__" | "title" | "done"\'. Did you mean \'"title"\'?',
  'rt("/a", { n: Number }, ({ n }) => n.toUpperCase());':
    "Property 'toUpperCase' does not exist on type 'number'.",
  'rt("/a", { n: Number }, ({ m }) => P(m));':
    "Property 'm' does not exist on type 'HandlerContext<\"/a\", { readonly n: NumberConstructor; }>'.",
  'app.ws("/", ({ name }: { name: string }) => name);':
    "Argument of type '({ name }: { name: string; }) => string' is not assignable to parameter of type '(context: SocketContext<\"/\", Record<never, never>>) => void'.\n  Types of parameters '__0' and 'context' are incompatible.\n    Property 'name' is missing in type 'SocketContext<\"/\", Record<never, never>>' but required in type '{ name: string; }'.",
  'rt("/", { url: String }, ({ url }) => url.host);':
    "Property 'host' does not exist on type 'string'.",
  'rt("/{app}", ({ app }) => app.title);': "Property 'title' does not exist on type 'string'.",
  'rt("/", { todo: only(Todo, "titel") }, () => "");':
    'Argument of type \'"titel"\' is not assignable to parameter of type \'"id" | "__ft__" | "title" | "done"\'.',
  'rt("/", { todo: optional(Todo) }, ({ todo }) => todo.title);': "'todo' is possibly 'undefined'.",
  'rt("/", { form: checked(Todo) }, ({ form }) => form.value.title);':
    "Property 'value' does not exist on type 'Checked<Todo>'.\n  Property 'value' does not exist on type '{ readonly input: Record<string, unknown>; } & { readonly ok: false; readonly errors: Record<string, string>; }'.",
  'rt.pst("/a", () => "");':
    "Property 'pst' does not exist on type 'RtFunction'. Did you mean 'post'?",
  "Beforeware(({ session }) => session.user ? undefined : Redirect(show.to({ ids: 1 })));":
    "Object literal may only specify known properties, and 'ids' does not exist in type '{ id: number; q?: string | number | null | undefined; }'.",
  'todos({ orderBy: "titel" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Type '\"titel\"' is not assignable to type 'Sql<unknown> | OrderBy<Todo> | undefined'. Did you mean '\"title\"'?",
  'todos({ titl: "x" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'titl' does not exist in type 'SearchArg<Todo, \"id\" | \"title\" | \"done\", false>'. Did you mean to write 'title'?",
  'todos({ where: { titl: "x" } });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'titl' does not exist in type 'AnyFilter<Todo>'. Did you mean to write 'title'?",
  'todos({ done: true }, { ordrBy: "title" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'ordrBy' does not exist in type 'FindOptions<Todo, \"id\" | \"title\" | \"done\", false>'. Did you mean to write 'orderBy'?",
  'todos({ done: "yes" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Type 'string' is not assignable to type 'boolean | Matching<boolean | null> | readonly (boolean | Matching<boolean | null> | null)[] | null | undefined'.",
  'todos.each({ titl: "x" });':
    "No overload matches this call.\n  The last overload gave the following error.\n    Object literal may only specify known properties, but 'titl' does not exist in type 'SearchArg<Todo, \"id\" | \"title\" | \"done\", false>'. Did you mean to write 'title'?",
  'todos.count({ titl: "x" });':
    "Argument of type '[{ titl: string; }]' is not assignable to parameter of type 'WhereArgs<Todo>'.\n  Type '[{ titl: string; }]' is not assignable to type '[where: AnyFilter<Todo>]'.\n    Object literal may only specify known properties, but 'titl' does not exist in type 'AnyFilter<Todo>'. Did you mean to write 'title'?",
  'todos.page({ orderBy: "titel" });':
    "Type '\"titel\"' is not assignable to type 'OrderBy<Todo> | undefined'. Did you mean '\"title\"'?",
  'todos.insert({ titel: "x" });':
    "Object literal may only specify known properties, but 'titel' does not exist in type 'NewFields<Todo, never>'. Did you mean to write 'title'?",
  "todos.update({ id: 1, title: 2 });": "Type 'number' is not assignable to type 'string'.",
  'todos.get("x");': "Argument of type 'string' is not assignable to parameter of type 'number'.",
  'todos.transform({ drop: ["titel"] });':
    'Type \'"titel"\' is not assignable to type \'"id" | "title" | "done"\'. Did you mean \'"title"\'?',
  'fastApp({ secretkey: "x" });':
    "Object literal may only specify known properties, but 'secretkey' does not exist in type 'FastAppOptions<NoTables, undefined>'. Did you mean to write 'secretKey'?",
  'fastApp({ exts: ["wss"] });': "Type '\"wss\"' is not assignable to type 'ExtName'.",
  "fastApp({ htmx: 3 });": "Type '3' is not assignable to type 'false | 2 | 4 | undefined'.",
  "fastApp({ tables: { todos: Todo } });":
    "Type '{ todos: typeof Todo; }' is not assignable to type '{ readonly todos: typeof Todo; } & \"tables need the option db\"'.\n  Type '{ todos: typeof Todo; }' is not assignable to type '\"tables need the option db\"'.",
  "serve(app, { prt: 3 });":
    "Object literal may only specify known properties, but 'prt' does not exist in type 'ServeOptions'. Did you mean to write 'port'?",
};

/** Mistakes of which the compiler says more, and what is in it. */
const LONGER: Record<string, string> = {
  // A component without an attribute that it must have: both forms are explained.
  'Icon("x", { lable: "y" });':
    "'lable' does not exist in type '{ label: string; }'. Did you mean to write 'label'?",
  "Icon();": "Source has 0 element(s) but target requires 1.",
  'Icon("x", {});': "Property 'label' is missing in type '{}'",
  // The first argument has two forms, columns and options, and the compiler explains one of them.
  "todos({ done: true, limit: 3 });": "Types of property 'limit' are incompatible.",
  // It compares with the child that has most names of a Date, which is FT, for its `toString`.
  "P(new Date());": "Argument of type 'Date' is not assignable to parameter of type",
};

Deno.test("a mistake is one error of the compiler, at its place, with what is meant", async () => {
  await using folder = await tempFolder();
  const lines = [...Object.keys(MISTAKES), ...Object.keys(LONGER)];
  await Deno.writeTextFile(`${folder.path}/main.ts`, [HEAD, ...lines].join("\n"));
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", `--config=${CONFIG}`, `${folder.path}/main.ts`],
    env: { NO_COLOR: "1" },
  }).output();
  const errors = new TextDecoder().decode(stderr).split(/^(?=TS\d+ \[ERROR\])/m)
    .filter((error) => error.startsWith("TS") && !error.startsWith("TS2771"));
  deepStrictEqual(errors.length, lines.length, errors.join());
  // A message ends where the line of the program is shown.
  const messageOf = (line: string) => {
    const [first = "", ...others] = errors.filter((error) => error.includes(`\n${line}\n`));
    deepStrictEqual(others, [], line);
    return first.slice(first.indexOf(": ") + 2, first.indexOf(`\n${line}\n`));
  };
  for (const [line, message] of Object.entries(MISTAKES)) {
    deepStrictEqual([line, sorted(messageOf(line))], [line, sorted(message)]);
    deepStrictEqual([line, message.split("\n").length <= 3], [line, true]);
  }
  for (const [line, part] of Object.entries(LONGER)) {
    deepStrictEqual([line, messageOf(line).includes(part)], [line, true]);
  }
});

/** The compiler lists the parts of a union in the order in which it met them. */
function sorted(message: string): string {
  return message.replace(
    /'([^']+ \| [^']+)'/g,
    (_, union) => union.split(" | ").sort().join(" | "),
  );
}
