import { fastApp, FastHTML, type FastHTMLOptions, Meta, P, Script, Titled } from "../../../mod.ts";
import { HighlightJS, MarkdownJS } from "../../../ext/js.ts";

function make(options: FastHTMLOptions = {}): FastHTML {
  const app = new FastHTML({ htmx: 2, cdn: true, ...options });
  app.route("/", () => P("x"));
  app.route(function inner() {
    return "inner";
  });
  return app;
}

/** `apps/defaults.py`: what heads have by default. */
export default function (): FastHTML {
  const { app: fa, rt: faRt } = fastApp({ htmx: 2, cdn: true });
  faRt("/", () => Titled("FA", P("x")));
  const { app: fanp, rt: fanpRt } = fastApp({
    htmx: 2,
    cdn: true,
    pico: false,
    hdrs: Meta({ name: "k" }),
    bodyAttrs: { cls: "bk" },
    htmlAttrs: { lang: "en" },
    title: "TT",
  });
  fanpRt("/", () => P("x"));
  const app = new FastHTML();
  app.mount("/plain", make());
  app.mount("/nodef", make({ defaultHdrs: false }));
  app.mount("/nosurreal", make({ surreal: false }));
  app.mount("/nohtmx", make({ htmx: false }));
  app.mount("/htmx4", make({ htmx: 4, exts: ["ws"] }));
  app.mount("/exts", make({ exts: ["ws", "morph"] }));
  app.mount("/nocanon", make());
  app.mount(
    "/hdrs",
    make({ hdrs: [HighlightJS({ langs: ["python"] }), MarkdownJS()], ftrs: Script("x") }),
  );
  app.mount("/fa", fa);
  app.mount("/fanp", fanp);
  app.mount("/empty", make({ defaultHdrs: false, title: "" }));
  return app;
}
