/**
 * What must compile and what must not. `deno task check` is the test, so this file has none of its
 * own: an expected error that is missing fails it (TS2578), as does a line that is wrong.
 */
import { checked, fastApp, only, optional } from "../../mod.ts";

class Todo {
  title = "";
  done = false;
}

/** Routes and parameters are checked where they are written. */
export function declareRoutes(): unknown[] {
  const { rt } = fastApp();
  const todo = rt("/todo/{id:int}", { q: String, page: 1 }, ({ id, q, page }) => {
    const number: number = id, text: string = q, next: number = page;
    return [number, text, next];
  });
  const group = rt("/group/{id:int}", { title: "" }, {
    get: ({ id }) => id.toFixed(),
    // @ts-expect-error a parameter that is not declared
    post: ({ nope }) => nope,
  });
  return [
    todo.to({ id: 1, q: "x" }),
    todo.to({ id: 1, q: "x", page: 2 }),
    group.to({ id: 1 }),
    // @ts-expect-error the path's parameter is missing
    todo.to({ q: "x" }),
    // @ts-expect-error a declared parameter without a default is missing
    todo.to({ id: 1 }),
    // @ts-expect-error a wrong type
    todo.to({ id: "one", q: "x" }),
    // @ts-expect-error an unknown parameter
    todo.to({ id: 1, q: "x", nope: 1 }),
    // @ts-expect-error nothing at all
    todo.to(),
    // @ts-expect-error a name that every handler has
    rt("/x", { session: String }, () => ""),
    // @ts-expect-error a declaration that means nothing
    rt("/x", { a: Symbol("a") }, () => ""),
    // @ts-expect-error a field that the class has not
    only(Todo, "nope"),
    // @ts-expect-error a parameter that is not declared
    rt("/x", { a: String }, ({ b }) => b),
    // @ts-expect-error undefined is possible
    rt("/x", { a: optional(Number) }, ({ a }) => a.toFixed()),
    // @ts-expect-error errors and value are not there both
    rt("/x", { form: checked(Todo) }, ({ form }) => form.value.title),
    rt("/x", { form: checked(Todo) }, ({ form }) => form.ok ? form.value.title : form.errors.title),
  ];
}

/** Options are checked where they are written, those of a group too. */
export function giveOptions(): unknown[] {
  return [
    fastApp({ session: { maxAge: 60 }, limits: { maxBody: 1 }, secretKey: "x" }),
    // @ts-expect-error an unknown option
    fastApp({ titel: "A" }),
    // @ts-expect-error a limit outside its group
    fastApp({ maxBody: 1 }),
    // @ts-expect-error an unknown limit
    fastApp({ limits: { maxbody: 1 } }),
    // @ts-expect-error a text for a number of seconds
    fastApp({ session: { maxAge: "1 day" } }),
    // @ts-expect-error an unknown option beside a database
    fastApp({ db: ":memory:", titel: "A" }),
  ];
}
