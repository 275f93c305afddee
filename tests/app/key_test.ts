import { Client, fastApp } from "@fasthtml/fasthtml";
import { match, strictEqual, throws } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { logged, read } from "../http/_app.ts";

Deno.test("fastApp() makes a key file that only its owner reads, once", async () => {
  await using folder = await tempFolder();
  const keyFname = `${folder.path}/.sesskey`;
  const visit = async () => {
    const { app, rt } = fastApp({ keyFname });
    rt("/", ({ session }) => session.n = (session.n ?? 0) + 1);
    const client = new Client(app);
    await client.get("/");
    return client;
  };
  const first = await visit();
  strictEqual((await Deno.stat(keyFname)).mode! & 0o777, 0o600);
  const second = await visit();
  second.cookies.set("session_", first.cookies.get("session_")!);
  strictEqual(await (await second.get("/")).text(), "2");
  await Deno.writeTextFile(keyFname, "");
  const { app, rt } = fastApp({ keyFname });
  rt("/", ({ session }) => session.n);
  const [line] = await logged(() => read(app.request("/")));
  match(String(line![1]), /has 0 characters, expected at least 32/);
});

Deno.test("fastApp() rejects a short secret at once", () => {
  throws(() => fastApp({ secretKey: "short" }), {
    message: "Cannot sign sessions: the secret of secretKey has 5 characters, expected at least 32",
  });
});
