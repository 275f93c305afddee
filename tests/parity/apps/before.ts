import {
  Beforeware,
  Div,
  fastApp,
  type FastHTML,
  Footer,
  FT,
  HTTPException,
  HttpHeader,
  P,
  Redirect,
  Title,
} from "../../../mod.ts";
import { repr } from "../printed.ts";

/** `apps/before.py`: functions before and after handlers. */
export default function (): FastHTML {
  const log: string[] = [];
  const b1 = Beforeware(({ session, url, scope }) => {
    log.push("b1");
    const as = url.searchParams.get("as");
    if (!session.user && as) session.user = as;
    scope.auth = session.user;
    if (!scope.auth) return Redirect("/login");
  }, { skip: ["/login", "/pub/.*", "/favicon\\.ico", "/log"] });
  const b2 = Beforeware(async ({ x }) => {
    log.push("b2");
    await Promise.resolve();
    if (x === "ft") return P("from before");
    if (x === "tuple") return [Title("bt"), P("tb"), new HttpHeader("X-B", "2")];
    if (x === "raise") throw new HTTPException(403, "b2 says no");
    if (x === "falsy") return "";
  }, { params: { x: "" } });
  const { app, rt } = fastApp({
    defaultHdrs: false,
    before: [b1, b2],
    after: [({ resp, url }) => {
      log.push("after");
      if (resp instanceof FT) return [resp, Footer(`after ${url.pathname}`)];
    }, ({ session }) => void (session.after = 1)],
  });
  rt("/", ({ auth }) => P(`hi ${auth}`));
  rt("/login", () => "login page");
  rt("/loginx", () => "loginx");
  rt("/pub/{x}", { x: String }, ({ x, auth }) => `pub ${x} ${repr(auth)}`);
  rt("/log", () => log.splice(0).join(" "));
  rt("/nonestr", () => "str resp");
  const rb = Beforeware(({ y }) => y ? Div(`route before ${y}`) : undefined, { params: { y: 0 } });
  rt("/rb", () => P("rb handler"), { before: rb });
  rt("/rb2", () => P("rb2 handler"), { before: [rb, () => undefined] });
  rt("/logout", ({ session }) => {
    delete session.user;
    return Redirect("/login");
  });
  return app;
}
