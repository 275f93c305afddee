import { ApiReturn, fastApp, type FastHTML, Footer, Meta, P } from "../../../mod.ts";
import type { HtmxHeaders } from "../../../lib/http/types.ts";
import { repr } from "../printed.ts";

const HTMX = ("boosted currentUrl historyRestoreRequest prompt request requestType source target " +
  "triggerName trigger").split(" ");

function reprHtmx(htmx: HtmxHeaders): string {
  const fields = HTMX.map((name) => {
    const value = htmx[name as keyof HtmxHeaders];
    return `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}=${repr(value)}`;
  });
  return `HtmxHeaders(${fields.join(", ")})`;
}

/** `apps/special.py`: names that every handler has. */
export default function (): FastHTML {
  const { app, rt } = fastApp({
    defaultHdrs: false,
    title: "T",
    state: { count: 41 },
    before: ({ scope, url }) => void (scope.auth = url.searchParams.get("u") ?? undefined),
  });
  const reqName = ({ req, url }: { req: Request; url: URL }) =>
    `${req.constructor.name} ${req.method} ${url.pathname}`;
  rt("/p_req", reqName);
  rt("/p_request", ({ req, url }) => `${req.constructor.name} ${url.pathname}`);
  rt("/p_r", ({ req }) => req.constructor.name);
  rt("/p_anno", ({ req }) => req.constructor.name);
  rt("/p_s", ({ session }) => `${session.constructor.name} ${repr({ ...session })}`);
  rt("/p_sess", ({ session }) => `n=${session.n = (session.n ?? 0) + 1}`);
  rt("/p_session", ({ session }) => repr({ ...session }));
  rt("/p_session_dict", ({ session }) => repr({ ...session }));
  rt("/p_sess_clear", ({ session }) => {
    session.clear();
    return "cleared";
  });
  rt("/p_htmx", ({ htmx }) => reprHtmx(htmx));
  rt("/p_htmx_anno", ({ htmx }) => `${repr(htmx.target)} ${repr(htmx.request)}`);
  rt("/p_auth", ({ auth }) => repr(auth));
  rt("/p_app", ({ app }) => app.title);
  rt("/p_app_anno", ({ app }) => app.title);
  rt("/p_app_starlette", ({ app }) => app.title);
  rt("/p_state", ({ state }) => `${state.count}`);
  rt("/p_state_anno", ({ state }) => `${state.count}`);
  rt(
    "/p_scope",
    ({ req, url }) =>
      `${url.protocol.slice(0, -1)} ${req.method} ${url.pathname} b'${url.search.slice(1)}'`,
  );
  rt("/p_body", async ({ body }) => repr(await body()));
  rt("/p_data", async ({ data }) => repr(await data()));
  rt("/p_dict", async ({ data }) => repr(await data()));
  rt("/p_bodyns", async ({ data }) => {
    const pairs = Object.entries(await data()).map(([name, value]) =>
      `(${repr(name)}, ${repr(value)})`
    );
    return `[${pairs.join(", ")}]`;
  });
  rt("/p_send", () => "x");
  rt("/p_hdrs", ({ hdrs, ftrs, htmlAttrs, bodyAttrs }) => {
    hdrs.push(Meta({ name: "m", content: "1" }));
    ftrs.push(Footer("F"));
    htmlAttrs.lang = "de";
    bodyAttrs.cls = "bk";
    return P("x");
  });
  rt("/p_plain", () => P("x"));
  rt("/p_api", () => ApiReturn(P("html"), { a: 1, b: "x" }));
  rt("/p_apianno", () => ApiReturn(P("html"), { a: 1 }));
  rt("/p_upper", ({ req, session }) => `${req.constructor.name} ${session.constructor.name}`);
  rt("/p_unknown", { foo: String, bar: String }, ({ foo, bar }) => `${repr(foo)} ${repr(bar)}`);
  return app;
}
