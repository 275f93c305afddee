/** A program that answers in every way, and serves what users have uploaded. */
import {
  EventStream,
  fastApp,
  FileResponse,
  HtmxResponseHeaders,
  P,
  Redirect,
  serve,
  sseMessage,
  StaticFiles,
} from "@fasthtml/fasthtml";

const html = (text: string) => new Response(text, { headers: { "content-type": "text/html" } });

const { app, rt } = fastApp({
  secretKey: "x".repeat(32),
  csp: true,
  hsts: true,
  middleware: (request, next) => request.url.endsWith("/middleware") ? html("<p>") : next(request),
});

await Deno.mkdir("uploads", { recursive: true });
for (const kind of ["html", "xhtml", "xml", "svg", "txt"]) {
  await Deno.writeTextFile(`uploads/a.${kind}`, "<script>alert(1)</script>");
}
app.mount("/uploads", StaticFiles("uploads"));
app.mount("/other", () => html("<p>"));

rt("/ok", () => "ok");
rt("/own", () => html("<p>"));
rt("/json", () => ({ a: 1 }));
rt("/fixed", () => Response.redirect("http://127.0.0.1/ok"));
rt("/redirect", () => Redirect("/ok"));
rt("/events", () =>
  EventStream(async function* () {
    yield await Promise.resolve(sseMessage("x"));
  }));
rt("/file/{name}", ({ name }) => FileResponse(`uploads/${name}`));
rt("/hx/{name}", { to: "" }, ({ name, to }) => HtmxResponseHeaders({ [name]: to }));
rt("/boom", { v: "" }, ({ v }) => {
  throw new Error(v);
});
rt("/mine", ({ session }) => P(session.name ?? ""));

serve(app);
