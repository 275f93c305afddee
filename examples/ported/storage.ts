/** A session of each tab. From AnswerDotAI/fasthtml-example, htmx/storage.py. */
import { Beforeware, Div, fastApp, P, serve, Titled } from "@fasthtml/fasthtml";
import { sidScr, withSid } from "@fasthtml/fasthtml/compat";

// deno-lint-ignore no-console -- it shows what the server sees
const before = Beforeware(({ sid }) => console.log(sid || "-"), { params: { sid: "" } });
export const { app, rt } = fastApp({ hdrs: sidScr, before, live: true });

rt({ sid: "" }, function content({ sid }) {
  return Titled(
    "Session storage test",
    P("Create multiple tabs or windows and refresh in each a few times"),
    Div(`${sid}: ${new Date()}`, { id: "foo" }),
  );
});

withSid(app, "/content");

serve(app);
