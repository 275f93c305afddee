/** A program with few sockets, for browsers alone, whose users sign in and out. */
import { EventStream, fastApp, P, serve, signIn, signOut } from "@fasthtml/fasthtml";

const { app, rt } = fastApp({
  secretKey: "a secret of at least 32 characters",
  requireOrigin: Deno.env.get("ANY_ORIGIN") === undefined,
  trustProxy: true,
  limits: { maxSockets: 4, maxClientSockets: 2 },
  before: ({ scope, session }) => void (scope.auth = session.auth),
});
rt.get("/ok", () => "ok");
rt.post("/login", { name: String }, ({ session, name }) => signIn(session, name));
rt.post("/logout", ({ session, app }) => {
  app.disconnect(session.auth as string | undefined);
  signOut(session);
});
app.ws("/ws", { msg: String }, ({ auth, msg }) => P(`${auth}: ${msg}`), {
  before: ({ url, auth }) =>
    url.searchParams.has("mine") && !auth ? new Response(null, { status: 401 }) : undefined,
});
rt.get("/stream", ({ auth }) =>
  EventStream(async function* ({ signal }) {
    yield P(`${auth}`);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }));

serve(app);
