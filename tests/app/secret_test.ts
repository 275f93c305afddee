import { fastApp } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { runMain, toMain, writeMain } from "./_main.ts";

Deno.test("fastApp() makes a key file that only its owner reads, once, and its folder", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    `import { Client, fastApp } from "@fasthtml/fasthtml";
    const visit = async (cookie?: string) => {
      const { app, rt } = fastApp({ keyFname: "data/own.key" });
      rt("/", ({ session }) => session.n = (session.n ?? 0) + 1);
      const client = new Client(app);
      if (cookie) client.cookies.set("session_", cookie);
      const text = await (await client.get("/")).text();
      return [text, client.cookies.get("session_")] as const;
    };
    const [, cookie] = await visit();
    console.log((Deno.statSync("data/own.key").mode! & 0o777).toString(8), (await visit(cookie))[0]);
    Deno.writeTextFileSync("data/own.key", "");
    await visit();`,
  );
  const { stdout, stderr } = await runMain(folder.path);
  strictEqual(stdout, "600 2\n");
  match(stderr, /has 0 characters, expected at least 32/);
});

Deno.test("fastApp() rejects a short secret at once", () => {
  throws(() => fastApp({ secretKey: "short" }), {
    message:
      "Cannot sign sessions: the secret of session.secret (secretKey) has 5 characters, expected at least 32",
  });
});

Deno.test("toSessionConfigs() finds the secret: the option, the environment, then the file", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    `import { Client, fastApp } from "@fasthtml/fasthtml";
    const [own, given] = ["o", "g"].map((letter) => letter.repeat(32));
    const opens = async (options: Parameters<typeof fastApp>[0]) => {
      const make = (options: Parameters<typeof fastApp>[0]) => {
        const { app, rt } = fastApp(options);
        rt("/", ({ session }) => session.n = (session.n ?? 0) + 1);
        return new Client(app);
      };
      const asked = make(options), names = [];
      await asked.get("/");
      for (const [name, secretKey] of Object.entries({ own, given, env: "e".repeat(32) })) {
        const other = make({ secretKey });
        other.cookies.set("session_", asked.cookies.get("session_")!);
        if (await (await other.get("/")).text() === "2") names.push(name);
      }
      return names.join() || "another";
    };
    console.log(await opens({ secretKey: own }), await opens({}));`,
  );
  const run = async (env: Record<string, string>) =>
    (await runMain(folder.path, env)).stdout.trim();
  deepStrictEqual([
    await run({}),
    await run({ FASTHTML_SECRET: "e".repeat(32) }),
    await run({ FASTHTML_SECRET: ` ${"g".repeat(32)}  ${"e".repeat(32)} ` }), // the first signs
  ], ["own another", "own env", "own given"]);
});

Deno.test("toSessionConfigs() rejects secrets that can be guessed, and says where they are from", async () => {
  await using folder = await tempFolder();
  throws(
    () => fastApp({ secretKey: ["x".repeat(32), "short"] }),
    /of session\.secret \(secretKey\) has 5 characters/,
  );
  throws(() => fastApp({ secretKey: [] }), {
    name: "TypeError",
    message: "Cannot sign sessions: no secret in session.secret (secretKey), expected one",
  });
  await writeMain(
    folder.path,
    `import { Client, fastApp } from "@fasthtml/fasthtml";
    const { app, rt } = fastApp({ keyFname: Deno.args[0] });
    rt("/", ({ session }) => \`\${session.n}\`);
    await new Client(app).get("/");`,
  );
  const run = async (env: Record<string, string>, flags = ["-A"]) => {
    const { stderr } = await runMain(folder.path, env, { flags, args: ["own.key"] });
    return /Cannot .*/.exec(stderr)?.[0];
  };
  deepStrictEqual([await run({ FASTHTML_SECRET: "short" }), await run({ FASTHTML_SECRET: " " })], [
    "Cannot sign sessions: the secret of FASTHTML_SECRET has 5 characters, expected at least 32",
    "Cannot sign sessions: no secret in FASTHTML_SECRET, expected one",
  ]);
  match(
    (await run({}, ["--no-prompt", "--allow-env", "--allow-read"]))!,
    /^Cannot keep the secret of sessions in own\.key: .*, expected permission to read and write it, or the option session.secret, or FASTHTML_SECRET$/,
  );
  deepStrictEqual([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["main.ts"]);
});

Deno.test("toSessionConfigs() knows https by the request, BASE_URL or a trusted proxy", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    `import { fastApp } from "@fasthtml/fasthtml";
    const name = async (options: Parameters<typeof fastApp>[0], url: string, headers = {}) => {
      const { app, rt } = fastApp({ secretKey: "x".repeat(32), ...options });
      rt("/", ({ session }) => void (session.n = 1));
      const [cookie] = (await app.request(url, { headers })).headers.getSetCookie();
      return cookie!.split("=")[0] + (cookie!.includes("; Secure") ? "+" : "");
    };
    const forwarded = { "x-forwarded-proto": "https" };
    console.log(
      await name({}, "http://a/"),
      await name({}, "https://a/"),
      await name({}, "http://a/", forwarded),
      await name({ trustProxy: true }, "http://a/", forwarded),
      await name({ session: { secure: false } }, "https://a/"),
    );`,
  );
  const run = async (env: Record<string, string>, flags = ["-A"]) =>
    (await runMain(folder.path, env, { flags })).stdout.trim();
  const plain = "session_ __Host-session_+ session_ __Host-session_+ session_";
  const https = "__Host-session_+ ".repeat(4) + "session_";
  deepStrictEqual([
    await run({}),
    await run({ BASE_URL: "https://a.example" }),
    await run({ BASE_URL: "http://localhost:5001" }),
    // Without the permission, a program without https is not asked for it.
    await run({ BASE_URL: "https://a.example" }, ["--no-prompt", "--allow-read"]),
  ], [plain, https, plain, plain]);
});

Deno.test("serve() ends a program whose key others may use, or can guess, before the first request", async () => {
  await using folder = await tempFolder();
  // A start that fails ends the program before any timer.
  const serve = "serve(app, { port: 0 }); setTimeout(() => Deno.exit(0));";
  await writeMain(folder.path, toMain("const { app } = fastApp();", serve));
  const file = `${folder.path}/.sesskey`;
  const run = async (mode: number, key: string, env: Record<string, string> = {}) => {
    await Deno.writeTextFile(file, key);
    await Deno.chmod(file, mode);
    const { code, stderr } = await runMain(folder.path, { HOST: "127.0.0.1", ...env });
    return [code, /Cannot .*/.exec(stderr)?.[0]];
  };
  const open = (mode: string) => [
    1,
    `Cannot keep the secret of sessions in .sesskey: its mode is ${mode}, expected 0600 ` +
    "(delete it, or chmod 600 if no one else can have read it), or FASTHTML_SECRET",
  ];
  const short = (source: string, length: number) => [
    1,
    `Cannot sign sessions: the secret of ${source} has ${length} characters, expected at least 32`,
  ];
  const key = "k".repeat(32);
  deepStrictEqual([
    await run(0o666, key),
    await run(0o640, key),
    await run(0o601, key),
    await run(0o600, key),
    await run(0o600, ""),
    await run(0o600, key.slice(1)),
    await run(0o600, key, { FASTHTML_SECRET: "short" }),
  ], [
    open("0666"),
    open("0640"),
    open("0601"),
    [0, undefined],
    short(".sesskey", 0),
    short(".sesskey", 31),
    short("FASTHTML_SECRET", 5),
  ]);
});
