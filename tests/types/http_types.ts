/**
 * What must compile and what must not. `deno task check` is the test, so this file has none of its
 * own: an expected error that is missing fails it (TS2578), as does a line that is wrong.
 */
import { A, Beforeware, checked, fastApp, oneOf, only, optional, Redirect } from "../../mod.ts";

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
    rt("/x", ({ scope }) => [scope.requestId.length, scope.client?.length]),
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
    // What is optional as a whole is in no URL, and may be undefined.
    rt("/x", { todo: optional(Todo) }, ({ todo }) => todo?.title).to(),
    // @ts-expect-error a default that is none of the values
    oneOf("a", "b").or("c"),
    rt("/x", { s: oneOf("a", "b").or("a") }, ({ s }) => s === "b").to(),
    rt("/x", { s: oneOf("a", "b").or("a") }, () => "").to({ s: "b" }),
    // @ts-expect-error what the route does not take
    rt("/x", { s: oneOf("a", "b").or("a") }, () => "").to({ s: "c" }),
    // @ts-expect-error a value that is compared with what it cannot be
    rt("/x", { s: oneOf("a", "b").or("a") }, ({ s }) => s === "c"),
    // @ts-expect-error a choice without a default is missing
    rt("/x", { s: oneOf("a", "b") }, () => "").to(),
    // @ts-expect-error a class in a URL
    rt("/x", { todo: optional(Todo), n: 1 }, () => "").to({ todo: new Todo() }),
    // @ts-expect-error undefined is possible
    rt("/x", { todo: optional(only(Todo, "title")) }, ({ todo }) => todo.title),
    rt("/x", { form: checked(Todo) }, ({ form }) => [form.input.title, form.errors.title]),
    // A declared parameter takes the place of what the context has under its name.
    rt("/x/{app}", { url: String, data: 1, session: optional(Date), req: Todo }, (bound) => {
      const { app, url, data, session, req, body, headers } = bound;
      const typed: [string, string, number, Date | undefined, Todo] = [
        app,
        url,
        data,
        session,
        req,
      ];
      // @ts-expect-error the special value is not there
      void url.pathname;
      return [typed, body(), headers.get("x")];
    }).to({ app: "a", url: "https://example.com", data: 2, session: new Date() }),
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
    todo.partial({ id: 1 }),
    todo.partial({ id: 1, page: 2 }),
    // @ts-expect-error the path's parameter is missing
    todo.partial({ q: "x" }),
    // @ts-expect-error an unknown parameter
    todo.partial({ id: 1, nope: 1 }),
    rt("/x", { methods: ["POST"], a: 1 }, ({ a }) => a.toFixed()).to({ a: 1 }),
    // @ts-expect-error methods is an option here
    rt("/x", { methods: ["POST"], a: 1 }, ({ methods }) => methods),
    // @ts-expect-error methods is an option here
    rt("/x", { methods: ["POST"], a: 1 }, () => "").to({ methods: ["POST"] }),
    rt("/x", { methods: [String] }, ({ methods }) => methods.join()).to({ methods: ["a"] }),
  ];
}

/** Routes of one record may link to each other and to themselves, whatever they return. */
export function nameRoutes(): unknown[] {
  const { rt } = fastApp();
  class Row {
    id = 0;
    __ft__() {
      return A("x", { href: toggle.to({ id: this.id }) });
    }
  }
  const { index, add, toggle, item, both } = rt.named({
    index: rt(({ session }) => session.auth ? [A({ href: add }), new Row()] : Redirect(index)),
    add: rt.post(
      { title: String, done: false },
      ({ title, done }) => done ? title : Redirect(index),
    ),
    toggle: rt({ id: Number }, ({ id }) => [id.toFixed(), toggle.to({ id }), new Row()]),
    item: rt.get("/item/{id:int}", ({ id }) => item.to({ id: id + 1 })),
    both: [rt.get(() => A({ href: both })), rt.put({ todo: Todo }, ({ todo }) => [todo, both])],
  });
  return [
    index.to(),
    add.to({ title: "x" }),
    toggle.to({ id: 1 }),
    item.to({ id: 1 }),
    both.to(),
    // @ts-expect-error a declared parameter is missing
    toggle.to({}),
    // @ts-expect-error the path's parameter is missing
    item.to(),
    // @ts-expect-error a parameter that is not declared
    rt.named({ a: rt.get(({ nope }) => nope) }),
    // @ts-expect-error a handler alone
    rt.named({ a: () => "" }),
    // @ts-expect-error a name that is not there
    rt.named({ a: rt(() => "") }).b,
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

/** Whatever runs around the handlers may link to the routes of the same application. */
export function linkBack(): unknown[] {
  const guard = Beforeware(({ session }) => session.auth ? undefined : Redirect(login));
  const { app, rt } = fastApp({
    before: [guard, ({ session }) => session.name ? undefined : Redirect(login)],
    after: () => [A("Sign in", { href: login })],
    exceptionHandlers: { 404: () => A("Sign in", { href: login }) },
  });
  const login = rt("/login", () => A("Chat", { href: chat }));
  const chat = app.ws("/chat", ({ send }) => send(A("Sign in", { href: login })), {
    onConnect: ({ send }) => send(A("Chat", { href: chat })),
  });
  return [login, chat];
}
