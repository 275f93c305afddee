import {
  Base,
  Body,
  Div,
  fastApp,
  type FastHTML,
  Footer,
  Head,
  Html,
  Link,
  Main,
  Meta,
  P,
  Script,
  Section,
  Style,
  Title,
  Titled,
} from "../../../mod.ts";

/** `apps/page.py`: pages and parts of pages. */
export default function (): FastHTML {
  const { app, rt } = fastApp({
    title: "Def title",
    hdrs: [Link({ rel: "stylesheet", href: "/x.css" }), Script("let h=1;")],
    ftrs: [Footer("foot"), Script("let f=1;")],
    htmlAttrs: { lang: "en", "data-theme": "dark" },
    bodyWrap: (content, { url }) => Main(...content, { id: "wrap", data_path: url.pathname }),
    bodyAttrs: { cls: "bodycls", hx_boost: "true" },
    defaultHdrs: false,
    canonical: "https://testserver",
  });
  rt("/", () => P("hi"));
  rt("/hoist", () => [
    Title("My title"),
    Meta({ name: "d", content: "c" }),
    Link({ rel: "x", href: "/y" }),
    Style("a{}"),
    Base({ href: "/b" }),
    Script("s()"),
    P("body"),
  ]);
  rt("/nestedhoist", () => [Div(Title("inner"), P("x")), [Title("tuple title"), P("y")]]);
  rt("/twotitles", () => [Title("one"), Title("two"), P("x")]);
  rt("/onlytitle", () => Title("only"));
  rt("/titled", () => Titled("Tit", P("x")));
  rt("/string", () => "<p>str</p>");
  const own = (content: readonly unknown[]) => Section(...content as string[], { cls: "one" });
  rt("/own", () => [P("own"), P("wrap")], { bodyWrap: own });
  rt("/nowrap", () => P("nw"), { bodyWrap: (content) => content });
  rt("/canon", ({ hdrs }) => {
    hdrs.push(Link({ rel: "canonical", href: "http://example.com/c" }));
    return P("x");
  });
  rt("/perreq", ({ hdrs, bodyAttrs, htmlAttrs }) => {
    hdrs.push(Meta({ name: "late" }));
    bodyAttrs.id = "b";
    htmlAttrs.lang = "xx";
    return P("x");
  });
  rt("/full", () => Html(Head(Title("own")), Body("b")));
  rt("/lst", () => [Title("L"), P("a")]);
  rt("/partial", ({ htmx }) => [P(htmx.request ? "hx" : "no"), Title("frag title")]);
  return app;
}
