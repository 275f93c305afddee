import { addToast, fastApp, type FastHTML, P, Redirect, setupToasts } from "../../../mod.ts";
import { repr } from "../printed.ts";

/** `apps/session.py`: sessions and toasts. */
export default function (): FastHTML {
  const { app, rt } = fastApp({ defaultHdrs: false, sessionCookie: "sid" });
  setupToasts(app, { duration: 1234 });
  rt("/count", ({ session }) => `${session.n = (session.n ?? 0) + 1}`);
  rt("/read", ({ session }) => repr({ ...session }));
  rt("/setv", { k: String, v: String }, ({ session, k, v }) => {
    session[k] = v;
    return "ok";
  });
  rt("/nested", ({ session }) => {
    (session.l ??= []).push(1);
    return repr(session.l);
  });
  rt("/pop", ({ session }) => {
    delete session.n;
    return "popped";
  });
  rt("/clear", ({ session }) => {
    session.clear();
    return "cleared";
  });
  rt("/toast", ({ session }) => {
    addToast(session, "Saved <b>", "success", { dismiss: true });
    return P("done");
  });
  rt("/toasttup", ({ session }) => {
    addToast(session, "A", "info");
    addToast(session, "B", "error");
    return [P("x"), P("y")];
  });
  rt("/toaststr", ({ session }) => {
    addToast(session, "later");
    return "plain str";
  });
  rt("/toaststr2", ({ session }) => {
    addToast(session, "second");
    return "plain str";
  });
  rt("/toastredir", ({ session }) => {
    addToast(session, "after redirect");
    return Redirect("/page");
  });
  rt("/toastbad", ({ session }) => {
    addToast(session, "x", "purple" as "info");
    return P("x");
  });
  rt("/toastnone", ({ session }) => addToast(session, "none ret"));
  rt("/page", () => P("page"));
  return app;
}
