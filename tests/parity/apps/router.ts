import { A, APIRouter, Div, fastApp, type FastHTML, P, Section, Titled } from "../../../mod.ts";

/** `apps/router.py`: routers, mounts, classes, hosts. */
export default function (): FastHTML {
  const ar = APIRouter({ prefix: "/api" });
  ar(function index() {
    return "api index";
  });
  const things = ar(function things() {
    return "things";
  });
  const thing = ar("/thing/{id:int}", ({ id }) => `thing ${id}`);
  ar.get("/g", () => "g");
  ar("/crud", { get: () => "crud get", post: () => "crud post" });
  ar("/urls", () => ["/api/thing/{id}", thing.to({ id: 3 }), `${things}`, thing.to({ id: 4 })]);
  ar("/verb", () => [A("x", { hx_get: things, href: null }), P("y")]);
  const ar2 = APIRouter({ bodyWrap: (content) => Section(...content, { id: "ar2" }) });
  ar2(function plain() {
    return P("plain ar2");
  });
  ar2("/over", () => P("over"), { bodyWrap: (content) => Div(...content, { id: "over" }) });
  const { app, rt } = fastApp({ defaultHdrs: false });
  ar.toApp(app);
  ar2.toApp(app);
  class Cards {
    get({ id }: { id: number }) {
      return `get ${id}`;
    }
    post({ id, title }: { id: number; title: string }) {
      return `post ${id} ${title}`;
    }
    async delete({ id }: { id: number }) {
      return await Promise.resolve(`delete ${id}`);
    }
  }
  const cards = rt("/cards/{id:int}", { title: "none" }, new Cards());
  const widgets = rt("/widgets", {
    get: (): string[] => ["widgets get", `${widgets}`, cards.to({ id: 1 })],
    put: ({ req }) => `widgets ${req.method}`,
  });
  const { app: sub, rt: subRt } = fastApp({ defaultHdrs: false, title: "Sub" });
  const other = subRt(function other() {
    return "sub other";
  });
  subRt(function index({ url }) {
    return Titled("Sub", P(url.pathname), P(`${url.origin}${other}`));
  });
  subRt("/hx", () => A("x", { href: other }));
  app.mount("/sub", sub);
  rt("/h", () => "admin host", { host: "admin.example.com" });
  rt("/h", () => "any host");
  rt("/t", ({ url }) => `tenant ${url.hostname}`, { host: "{tenant}.ex.org" });
  return app;
}
