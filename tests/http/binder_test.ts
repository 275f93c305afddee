import { Div, FileResponse, Redirect, Title } from "@fasthtml/fasthtml";
import { strictEqual } from "node:assert";
import { z } from "zod";
import { logged, newApp, read } from "./_app.ts";

Deno.test("bind() leaves no rejection unhandled where two parameters fail", async () => {
  const { app, rt } = newApp();
  const form = z.object({ email: z.string().refine(() => Promise.resolve(false)) });
  rt.post("/join", { form, age: Number }, () => null);
  rt("/two", () => [FileResponse("/nowhere/at/all"), Redirect("javascript:x")]);
  rt("/late", () => [Title(Promise.reject(new Error("late"))), Div(Object.create(null))]);

  const body = new URLSearchParams({ email: "no" });
  strictEqual((await read(app.request("/join?age=x", { method: "POST", body }))).status, 400);
  strictEqual((await read(app.request("/two"))).status, 400);
  await logged(async () => strictEqual((await read(app.request("/late"))).status, 500));
  // An unhandled rejection would end the test here.
  await new Promise((done) => setTimeout(done));
});
