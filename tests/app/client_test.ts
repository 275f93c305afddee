import { Client } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";
import { answer, newApp } from "../http/_app.ts";

Deno.test("Client keeps cookies apart from those of another", async () => {
  const { app, rt } = newApp();
  rt("/n", ({ session }) => session.n = (session.n ?? 0) + 1);
  const [a, b] = [new Client(app), new Client(app)];
  await a.get("/n");
  deepStrictEqual([await answer(a.get("/n")), await answer(b.get("/n"))], [[200, "2"], [200, "1"]]);
});
