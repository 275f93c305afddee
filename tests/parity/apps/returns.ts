import {
  BackgroundTask,
  Body,
  Button,
  cookie,
  DateOnly,
  Div,
  EventStream,
  fastApp,
  type FastHTML,
  FileResponse,
  Form,
  FtResponse,
  Head,
  Html,
  HtmxResponseHeaders,
  HttpHeader,
  P,
  Redirect,
  Safe,
  sseMessage,
  Title,
} from "../../../mod.ts";
import { Rect, SvgInb } from "../../../ext/svg.ts";
import { repr } from "../printed.ts";

class HasFt {
  __ft__() {
    return Div("via ft", { id: "hf" });
  }
}
class HasStr {
  toString() {
    return "<b>str</b>";
  }
}
class HasResp {
  __response__({ url }: { url: URL }) {
    return P(`custom ${url.pathname}`);
  }
}
class DC {
  a = 1;
}
const HTML = "text/html; charset=utf-8";

/** `apps/returns.py`: all that handlers return. */
export default function (folder: string): FastHTML {
  const { app, rt } = fastApp({ defaultHdrs: false });
  const log: string[] = [];
  const ft = rt("/ft", () => Div(P("a"), "b & <c>"));
  rt("/tup", () => [P("a"), P("b")]);
  rt("/nested", () => [[P("a"), [P("b"), [P("c"), [P("d")]]]], P("e")]);
  rt("/lst", () => [P("a"), P("b")]);
  rt("/liststr", () => ["a", "<b>"]);
  rt("/tupstr", () => ["a", "<b>", P("c")]);
  rt("/s", () => "<b>raw str</b> & x");
  rt("/safe", () => Safe("<b>safe</b>"));
  rt("/notstr", () => Safe("<b>ns</b>"));
  rt("/empty", () => "");
  rt("/none", () => null);
  rt("/nothing", () => {});
  rt("/i", () => 42);
  rt("/zero", () => 0);
  rt("/fl", () => 1.5);
  rt("/true", () => true);
  rt("/false", () => false);
  rt("/byt", () => new TextEncoder().encode("bytes <b>"));
  rt("/dic", () => ({ a: 1, b: [1, 2, null], c: "é<b>", d: { e: true } }));
  rt("/dicdate", () => ({ d: DateOnly("2024-01-02"), p: "x/y", s: new Set([1]) }));
  rt("/emptydict", () => ({}));
  rt("/dictlist", () => [{ a: 1 }, { b: 2 }]);
  rt("/emptytup", () => []);
  rt("/gen", function* () {
    for (const x of "ab") yield P(x);
  });
  rt("/mp", () => ["a", "b"].values().map((x) => P(x)));
  rt("/agen", async function* () {
    yield await Promise.resolve("x");
  });
  rt("/resp", () =>
    new Response("plain", {
      status: 201,
      headers: { "X-A": "1", "content-type": "text/x-foo" },
    }));
  rt("/plain", () => new Response("<b>"));
  rt("/html", () => new Response("<b>x</b>", { status: 202, headers: { "content-type": HTML } }));
  rt("/js", () => Response.json({ a: [1, 2] }));
  rt("/redir", () => Redirect("/ft", { status: 307 }));
  rt("/redir303", () => Redirect("/ft"));
  rt("/fhredir", () => Redirect("/ft?a=1"));
  rt("/fhredirtup", () => [Redirect("/ft"), P("x")]);
  rt("/hdr", () => [new HttpHeader("X-Foo", "bar"), P("x")]);
  rt("/hdronly", () => new HttpHeader("X-Foo", "bar"));
  rt("/hdr2", () => [
    new HttpHeader("X-Foo", "1"),
    new HttpHeader("X-Foo", "2"),
    new HttpHeader("x-num", 5),
    "txt",
  ]);
  rt("/hdrstr", () => ["txt<b>", new HttpHeader("X-Foo", "bar")]);
  rt("/hdrdict", () => [{ a: 1 }, new HttpHeader("X-Foo", "bar")]);
  rt("/hdrresp", () => [new Response("r"), new HttpHeader("X-Foo", "bar")]);
  rt("/ctype", () => [new HttpHeader("Content-Type", "text/markdown"), "# hi"]);
  rt("/vary", () => [new HttpHeader("Vary", "Accept"), P("x")]);
  rt("/ck", () => [cookie("tok", "v 1"), P("x")]);
  rt("/ckfull", () => [
    P("x"),
    cookie("tok", "v", {
      maxAge: 60,
      path: "/p",
      domain: "d.com",
      secure: true,
      httpOnly: true,
      sameSite: "strict",
      expires: new Date("2015-10-21T07:28:00Z"),
    }),
  ]);
  rt("/ckdt", () => cookie("t", "v", { expires: new Date("2030-01-02T03:04:05Z") }));
  rt("/ck2", () => [cookie("a", "1"), cookie("b", "2"), "two"]);
  rt("/ckquote", () => [cookie("a", 'x;y="z" é'), "q"]);
  rt("/ckdel", () => [cookie("a", "", { maxAge: 0 }), "d"]);
  rt("/hxh", () => [P("x"), HtmxResponseHeaders({ trigger: "ev", retarget: "#a", pushUrl: "/p" })]);
  rt("/hxh1", () => HtmxResponseHeaders({ location: "/l" }));
  rt("/hxhall", () => [
    HtmxResponseHeaders({
      location: "l",
      pushUrl: "p",
      redirect: "r",
      refresh: true,
      replaceUrl: "ru",
      reswap: "rs",
      retarget: "rt",
      reselect: "rse",
      trigger: "t",
      triggerAfterSettle: "tas",
      triggerAfterSwap: "tasw",
    }),
    "x",
  ]);
  rt("/hxdict", () => [HtmxResponseHeaders({ trigger: { ev: { a: 1 } } }), "x"]);
  rt("/ftresp", () => FtResponse(Div("x"), { status: 418, headers: { "X-Y": "z" } }));
  rt(
    "/ftresptup",
    () => FtResponse([Title("TT"), P("a"), new HttpHeader("X-H", "1")], { status: 201 }),
  );
  rt(
    "/ftrespcls",
    () => FtResponse(P("x"), { headers: { "content-type": "text/plain; charset=utf-8" } }),
  );
  rt("/ftrespmt", () => FtResponse(P("x"), { headers: { "content-type": "application/xml" } }));
  rt("/anno", () => new Response("<b>anno</b>"));
  rt("/annojson", () => Response.json([1, { a: DateOnly("2024-01-01") }]));
  rt("/annojsondict", () => Response.json({ k: "é" }));
  rt("/annohtml", () => Safe("<i>x</i>"));
  rt("/annostr", () => P("x"));
  rt("/annoxml", () => new Response("raw"));
  rt("/annoft", () => new Response(`${P("x")}`));
  rt("/hasft", () => new HasFt());
  rt("/hasfttup", () => [new HasFt(), new HasFt()]);
  rt("/hasstr", () => `${new HasStr()}`);
  rt("/hasresp", () => new HasResp());
  rt("/dc", () => new DC());
  rt("/bg", () => [P("bg"), new BackgroundTask((text: string) => void log.push(text), "ran")]);
  rt("/bglog", () => repr(log));
  rt("/es", () =>
    EventStream(async function* () {
      for (const o of ["a", P("b", { id: "x" }), "multi\nline"]) yield sseMessage(o);
      yield await Promise.resolve(sseMessage(Div("z"), { event: "upd" }));
    }));
  rt("/essync", () =>
    EventStream(async function* () {
      yield await Promise.resolve(sseMessage("s"));
      yield "raw: x\n\n";
    }));
  rt("/stream", async function* () {
    for (const i of [0, 1, 2]) yield P(await Promise.resolve(i));
  });
  rt("/filer", () => FileResponse(`${folder}/static/c.txt`));
  rt("/filermiss", () => FileResponse(`${folder}/static/nope.txt`));
  rt("/filerdl", () => FileResponse(`${folder}/static/c.txt`, { filename: "dl.txt" }));
  rt("/fullhtml", () => Html(Head(Title("own")), Body("b"), { lang: "fr" }));
  rt("/fullhtmltup", () => [Html(Head(Title("own")), Body("b")), new HttpHeader("X-A", "1")]);
  rt("/bodyel", () => Body(P("x"), { cls: "own" }));
  rt("/headel", () => [Head(Title("x")), P("y")]);
  rt("/mutate", ({ session }) => {
    session.x = 1;
    return P("set");
  });
  class HasVerb {
    __ft__() {
      return Form(Button("go", { hx_get: ft }), { hx_post: ft });
    }
  }
  rt("/hasverb", () => new HasVerb());
  rt("/hasverbin", () => Div(new HasVerb(), Button("ok", { hx_get: ft })));
  rt("/svginb", () => SvgInb(Rect(1, 2)));
  return app;
}
