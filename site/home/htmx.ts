import { Button, fastApp, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
let count = 0;

rt("/", () => Titled("Counter", Counter()));

const add = rt.post("/add", () => {
  count++;
  return Counter();
});

function Counter() {
  return Button({ hx_post: add, hx_swap: "outerHTML" }, `Clicks: ${count}`);
}

serve(app);
