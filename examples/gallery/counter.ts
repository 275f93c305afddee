/** A counter: the button sends a request, and the response replaces the number. */
import { fastApp, Output, serve } from "@fasthtml/fasthtml";
import { AuthPage, Button, Row, ui } from "@fasthtml/fasthtml/ext/ui";

const session = { cookie: "counter_" }; // each user counts for themselves
export const { app, rt } = fastApp({ ...ui({ css: css() }), csp: true, session });

const index = rt.get("/", ({ session }) =>
  AuthPage(
    { title: "Clicks", brand: "Counter", home: index },
    Output(session.count ?? 0, { id: "count" }),
    Row(
      { justify: "center" },
      Button("Add one", { icon: "plus", variant: "primary", ...to(1) }),
      Button("Take one", { icon: "minus", ...to(-1) }),
    ),
  ));

const change = rt.post("/change", { by: Number }, ({ by, session }) => {
  const count = (session.count ?? 0) + Math.sign(by);
  session.count = Math.min(Math.max(count, -999), 999);
  return `${session.count}`;
});

function to(by: number) {
  return { hx_post: change.to({ by }), hx_target: "#count" } as const;
}

function css() {
  return "#count { font-size: 4rem; line-height: 1; text-align: center; display: block }";
}

serve(app);
