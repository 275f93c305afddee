import { A, Button, DateOnly, Div, fastApp, type FastHTML, Integer, P } from "../../../mod.ts";
import { repr } from "../printed.ts";

/** `apps/routing.py`: declaring routes, converters, addresses. */
export default function (): FastHTML {
  const { app, rt } = fastApp({ defaultHdrs: false, converters: { hex: /[0-9a-f]+/ } });
  rt(function index() {
    return "index";
  });
  const about = rt(function about() {
    return "about";
  });
  rt(function called() {
    return "called";
  });
  const whatever = rt("/explicit", () => "explicit");
  rt("/verb", {
    get: () => "verb get",
    post: () => "verb post",
    put: () => "verb put",
    delete: () => "verb delete",
    patch: () => "verb patch",
  });
  app.get("/appget", () => "appget");
  app.post("/apppost", () => "apppost");
  app.get(function bareget() {
    return "bareget";
  });
  app.put(function bareput() {
    return "bareput";
  });
  rt("/multi", ({ req }) => req.method, { methods: ["GET", "PATCH"] });
  rt("/one", () => "one", { methods: "delete" });
  rt("/headonly", () => "x", { methods: "head" });
  rt("/opts", () => "opts", { methods: "options" });
  const named = rt("/named", () => app.urlFor("nm"), { name: "nm" });
  rt("/async", async () => await Promise.resolve("async"));
  rt("/over", function over1() {
    return "first";
  });
  rt("/over", function over2() {
    return "second";
  });
  rt("/repl", function repl() {
    return "first";
  });
  rt("/repl", function repl() {
    return "second";
  });
  const user = rt("/user/{name}", ({ name }) => `user ${repr(name)}`, { name: "user" });
  const num = rt("/num/{n:int}", ({ n }) => `num ${n}`);
  rt("/numcast/{n}", { n: Integer }, ({ n }) => `numcast ${n}`);
  rt("/numnoanno/{n:int}", ({ n }) => repr(n));
  rt("/flt/{x:float}", ({ x }) => `flt ${Number.isInteger(x) ? `${x}.0` : x}`);
  rt("/files/{p:path}", ({ p }) => `files ${repr(p)}`);
  rt("/uu/{u:uuid}", ({ u }) => repr(u));
  rt("/uus/{u:uuid}", ({ u }) => repr(u));
  rt("/two/{a}/{b:int}", ({ a, b }) => `${repr(a)} ${b}`);
  rt("/two/{a}/fixed", ({ a }) => `fixed ${repr(a)}`);
  rt("/ext/{fname}.{ext:static}", ({ fname, ext }) => `${fname}|${ext}`);
  rt("/hex/{h:hex}", ({ h }) => `hex ${repr(h)}`);
  rt("/dash-{n:int}", ({ n }) => `dash ${n}`);
  rt("/date/{d}", { d: DateOnly }, ({ d }) => repr(d));
  rt("/bool/{b}", { b: Boolean }, ({ b }) => repr(b));
  const linked = rt("/link/{id}", { id: Integer, q: "", tags: [String] }, () => "linked");
  rt("/urls", () => [
    Div({
      hx_get: about,
      hx_post: linked.to({ id: 5, q: "a b&c" }),
      data_href: "/link/{id}",
    }),
    P(linked.to({ id: 3 })),
    P(linked.to({ id: 1, tags: ["x", "y"] })),
    P(about.to()),
    P(`${about}`),
  ]);
  rt("/verbattrs", () =>
    Div(
      A("a", { href: about }),
      A("b", { hx_get: about, href: null }),
      Button({ hx_post: whatever }),
      Button({ hx_delete: named }),
      Button({ hx_put: `${about}?x=1` }),
      Button({ hx_patch: linked.to({ id: 5 }) }),
    ));
  rt("/verbname", () => A({ href: user.to({ name: "jo" }) }));
  rt(
    "/urlfor",
    ({ url }) => `${url.origin}${app.urlFor("user", { name: "bo" })} ${num.to({ n: 3 })}`,
  );
  rt(function outer_fn() {
    return "outer_fn";
  });
  return app;
}
