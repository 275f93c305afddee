/** A process with sessions on the server: `deno run -A tests/ext/sessions_program.ts <store> [broker]`. */
import {
  type Broker,
  database,
  EventStream,
  fastApp,
  P,
  serve,
  signIn,
  signOut,
} from "../../mod.ts";
import { postgres } from "../../ext/postgres.ts";
import { postgresBroker } from "../../ext/postgres_broker.ts";
import { redisBroker } from "../../ext/redis_broker.ts";
import { redisSessions } from "../../ext/redis_sessions.ts";
import { type Sessions, sessions } from "../../ext/sessions.ts";

const [store = "", broker] = Deno.args;
const kept = toStore(store);
const { app, rt } = fastApp({
  session: { store: kept },
  before: ({ session, scope }) => void (scope.auth = session.auth),
  ...broker && { broker: toBroker(broker) },
});
const news = app.channel("news");
app.ws("/ws", { msg: "" }, ({ msg }) => P(msg), { onConnect: ({ ws }) => news.join(ws) });
rt.get("/stream", () =>
  EventStream(async function* ({ signal }) {
    yield P("open");
    await new Promise((done) => signal.addEventListener("abort", done));
  }));
rt.get("/who", ({ session }) => JSON.stringify(session.auth ?? null));
rt.post("/news", () => news.send(P("news")));
rt.post("/in", { name: String }, ({ name, session }) => signIn(session, name));
rt.post("/out", ({ session }) => signOut(session));
rt.post("/others", async ({ session }) => {
  return `${await kept.revokeAll(session.auth, { except: session })}`;
});

serve(app);

function toStore(source: string): Sessions {
  if (source.startsWith("redis:")) return redisSessions(source);
  return source.startsWith("postgres:")
    ? sessions(database(postgres(source)))
    : sessions(database(source));
}

function toBroker(url: string): Broker {
  return url.startsWith("redis:") ? redisBroker(url) : postgresBroker(url);
}
