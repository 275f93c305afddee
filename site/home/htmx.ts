import { Button, fastApp, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
let count = 0;

const counter = () => Button({ hx_post: add, hx_swap: "outerHTML" }, `Clicked ${count} times`);

rt("/", () => Titled("Counter", counter()));

const add = rt.post("/add", () => {
  count++;
  return counter();
});

serve(app);
