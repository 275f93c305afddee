import { cookie } from "@fasthtml/fasthtml";
import { deepStrictEqual, throws } from "node:assert";
import { newApp } from "./_app.ts";

Deno.test("cookie() sets several cookies, and refuses what would add attributes", async () => {
  const { app, rt } = newApp();
  rt("/two", () => [cookie("a", "1"), cookie("b", "x;y=é", { maxAge: 60, secure: true }), "two"]);
  deepStrictEqual((await app.request("/two")).headers.getSetCookie(), [
    "a=1; Path=/; HttpOnly; SameSite=Lax",
    "b=x%3By%3D%C3%A9; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax",
  ]);
  throws(() => cookie("a b", "1"), TypeError);
  throws(() => cookie("a", "1", { path: "/; Domain=evil.example" }), TypeError);
  throws(() => cookie("a", "1", { domain: "x\r\ny" }), TypeError);
});
