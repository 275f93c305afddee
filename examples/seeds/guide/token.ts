/** A function around one handler. */
import { fastApp, P, type RequestContext, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

function requireToken(handler: (context: RequestContext) => unknown) {
  return (context: RequestContext) => {
    const token = context.headers.get("Authorization");
    if (token !== "SECRET123") return new Response("Not authorized", { status: 401 });
    return handler(context);
  };
}

rt("/", () => P("Nothing to hide."));

rt("/secure", requireToken(() => P("Sensitive data here.")));

serve(app);
