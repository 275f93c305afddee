/** Rows that you delete at once, with a button that brings the last one back. */
import { database, Div, fastApp, Li, P, serve, Span, Ul } from "@fasthtml/fasthtml";
import { AuthPage, Button, IconButton, ui } from "@fasthtml/fasthtml/ext/ui";

class Mail {
  id = 0;
  owner = "";
  subject = "";
  deleted = false;

  __ft__() {
    const { id, subject } = this, label = `Delete ${subject}`;
    const bin = { label, icon: "trash-2", hx_post: remove.to({ id }) } as const;
    return Li(Span(subject), IconButton({ ...bin, hx_target: "closest li", hx_swap: "delete" }));
  }
}

export const db = database(":memory:");
const mails = db.create(Mail);
const first = ["Your invoice", "Lunch on Friday?", "The minutes of Monday", "Win a bicycle"];
export const { app, rt } = fastApp({
  ...ui({ css: css() }),
  csp: true,
  session: { cookie: "mails_" },
  before: ({ session }) => void mails.xtra({ owner: session.id ??= crypto.randomUUID() }),
});

const index = rt.get("/", () => {
  if (mails.count() === 0) mails.insertAll(first.map((subject) => ({ subject })));
  const page = { title: "Inbox", brand: "Mail", home: index };
  return AuthPage(page, List(), Div({ id: "undo", role: "status" }));
});

// The row is only marked, so that it can come back.
const remove = rt.post("/remove/{id:int}", ({ id }) => {
  const { subject } = mails.update({ id, deleted: true });
  const button = Button("Undo", { hx_post: undo.to({ id }), hx_target: "#mails", ...whole });
  return Div(
    { id: "undo", role: "status", hx_swap_oob: true },
    P(`“${subject}” is deleted.`),
    button,
  );
});

const undo = rt.post("/undo/{id:int}", ({ id }) => {
  mails.update({ id, deleted: false });
  return [List(), Div({ id: "undo", role: "status", hx_swap_oob: true })];
});

const whole = { hx_swap: "outerHTML" } as const;

function List() {
  return Ul({ id: "mails" }, mails({ deleted: false }, { orderBy: "id" }));
}

function css() {
  return `#mails { list-style: none; padding: 0 }
    #mails li, #undo:not(:empty) { display: flex; align-items: center; gap: 1rem }
    #mails span, #undo p { flex: 1 }`;
}

serve(app);
