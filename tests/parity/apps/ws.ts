import { Div, fastApp, type FastHTML, Integer, P } from "../../../mod.ts";
import { repr, reprData } from "../printed.ts";

class Msg {
  static types = { n: Integer };
  name = "";
  n = 0;
}

/** `apps/ws.py`: sockets. */
export default function (): FastHTML {
  const { app, rt } = fastApp({ defaultHdrs: false, exts: ["ws"] });
  const events: string[] = [];
  app.ws(
    "/echo",
    { msg: String },
    async ({ msg }) => await Promise.resolve(Div(`Hello ${msg}`, { id: "notifications" })),
  );
  app.ws("/send", { msg: String }, async ({ msg, send }) => {
    await send(P("first"));
    await send("second");
    await send([P("a"), P("b")]);
    return P(`last ${msg}`);
  });
  app.ws("/conn", { msg: String }, ({ msg }) => P(msg), {
    onConnect: async ({ send }) => {
      events.push("connect");
      await send(P("welcome"));
    },
    onDisconnect: () => void events.push("disconnect"),
  });
  rt("/events", () => events.join(" "));
  app.ws("/typed", { n: Integer, flag: false }, ({ n, flag }) => P(`${repr(n)} ${repr(flag)}`));
  app.ws("/data", async ({ data }) => P(repr(await data())));
  app.ws("/hdr", ({ htmx }) => P(`${repr(htmx.target)} ${repr(htmx.trigger)}`));
  app.ws(
    "/sess",
    ({ session, app, ws }) => P(`${repr({ ...session })} ${app.title} ${ws.constructor.name}`),
  );
  app.ws("/none", { msg: String }, ({ msg }) => void events.push(`none:${msg}`));
  app.ws("/sync", { msg: String }, ({ msg }) => P(`sync ${msg}`));
  app.ws("/scope", ({ url }) => url.pathname);
  app.ws("/dc", { m: Msg }, ({ m }) => P(reprData("Msg", m, "name n")));
  return app;
}
