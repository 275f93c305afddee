/** Random numbers by a socket. From AnswerDotAI/fasthtml-example, 04_sse/ws_rand_scroll.py. */
import { setTimeout as sleep } from "node:timers/promises";
import { Div, fastApp, P, serve, setupWs, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ exts: ["ws"], lifespan: life });

async function bg() {
  while (true) {
    await send(Div(P(Math.random()), { id: "dest", hx_swap_oob: "beforeend" }));
    await sleep(1000);
  }
}

function* life() {
  bg();
  yield;
}

const send = setupWs(app);

rt(function index() {
  return Titled(
    "Random number broadcast station",
    Div({ hx_ext: "ws", ws_connect: "/ws" }),
    P({ id: "dest" }),
  );
});

serve(app);
