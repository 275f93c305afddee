import { deepStrictEqual, match, notStrictEqual, rejects, strictEqual } from "node:assert";
import { database, HTTPException } from "@fasthtml/fasthtml";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { tempFolder } from "../_temp.ts";

const isStatus = (status: number) => (error: unknown) =>
  error instanceof HTTPException && error.status === status;

Deno.test("Passwords.check() knows the right password from others", async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash("pässword 1");
  match(hash, /^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
  notStrictEqual(await passwords.hash("pässword 1"), hash);
  const answers = ["pässword 1", "pa\u0308ssword 1", "pässword 1 ", "PÄSSWORD 1", ""]
    .map((text, i) => passwords.check(`${i}`, text, hash));
  deepStrictEqual(await Promise.all(answers), [true, true, false, false, false]);
  strictEqual(await passwords.check("unknown", "pässword 1", undefined), false);
});

Deno.test("Passwords.check() takes hashes of another cost, and of other programs", async () => {
  // RFC 7914, 12: scrypt(P="pleaseletmein", S="SodiumChloride", N=16384, r=8, p=1), 32 bytes of it.
  const key = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2";
  const salt = btoa("SodiumChloride").replaceAll("=", "");
  const text = Uint8Array.fromHex(key).toBase64({ omitPadding: true });
  const hash = `$scrypt$ln=14,r=8,p=1$${salt}$${text}`;
  strictEqual(await new Passwords().check("ada", "pleaseletmein", hash), true);
  await rejects(new Passwords().check("ada", "x", "plain text"), TypeError);
});

Deno.test("Passwords.check() takes the longest password that hash() takes", async () => {
  const passwords = new Passwords();
  const longest = "😀🎉🎈🎁".repeat(256);
  const hash = await passwords.hash(longest);
  const answers = [longest, `${longest}x`, longest.slice(2)]
    .map((text, i) => passwords.check(`${i}`, text, hash));
  deepStrictEqual(await Promise.all(answers), [true, false, false]);
});

Deno.test("Passwords.hash() takes no password that is too short or too long", async () => {
  const passwords = new Passwords({ minLength: 10 });
  await rejects(passwords.hash("123456789"), {
    message: "Cannot take a password: 9 characters, expected 10 to 1024",
    detail: "A password needs 10 to 1,024 characters.",
  });
  await rejects(passwords.hash("x".repeat(1025)), isStatus(422));
});

Deno.test("Passwords.hash() takes no password that everybody tries first", async () => {
  const passwords = new Passwords();
  for (
    const common of [
      "password",
      "Password1",
      "12345678",
      "ｐａｓｓｗｏｒｄ",
      "aaaaaaaa",
      "abababab",
    ]
  ) {
    await rejects(passwords.hash(common), isStatus(422), common);
  }
  match(await new Passwords({ allowCommon: true }).hash("password"), /^\$scrypt\$/);
});

/** Runs with pauses that take no time, and returns their seconds. */
async function pausesOf(run: () => Promise<void>): Promise<number[]> {
  const pauses: number[] = [];
  const { setTimeout } = globalThis;
  globalThis.setTimeout = ((go: () => void, milliseconds: number) => {
    pauses.push(milliseconds / 1000);
    return setTimeout(go, 0);
  }) as typeof globalThis.setTimeout;
  try {
    await run();
  } finally {
    globalThis.setTimeout = setTimeout;
  }
  return pauses;
}

/** A hash of no password, which is fast to compare. */
const CHEAP = `$scrypt$ln=1,r=8,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

Deno.test("Passwords.check() slows the attempts for a name, also at once, and locks no user out", async () => {
  const passwords = new Passwords({ attempts: 3, slowest: 6 });
  const hash = await passwords.hash("the right one");
  const pauses = await pausesOf(async () => {
    const spellings = ["ada", "Ada", " ada ", "ADA", "ada", "ada", "ada", "ada"];
    const tried = spellings.map((name, i) =>
      passwords.check(name, "wrong one", CHEAP, { client: `192.0.2.${i}` })
    );
    deepStrictEqual(await Promise.all(tried), Array(8).fill(false));
    strictEqual(await passwords.check("ada", "the right one", hash), true);
    strictEqual(await passwords.check("ada", "wrong one", hash), false);
    strictEqual(await passwords.check("bob", "the right one", hash), true);
  });
  deepStrictEqual(pauses, [1, 2, 4, 6, 6, 6]);
});

Deno.test("new Passwords({ store }) slows attempts together with other processes, as one does alone", async () => {
  await using folder = await tempFolder();
  using one = database(`${folder.path}/app.db`);
  using two = database(`${folder.path}/app.db`);
  // Days: no attempt comes back while the test runs.
  const [a, b] = [one, two].map((store) =>
    new Passwords({ attempts: 3, slowest: 6, seconds: 864_000, store })
  ) as [Passwords, Passwords];
  const hash = await a.hash("the right one");
  const client = "192.0.2.1";
  const pauses = await pausesOf(async () => {
    for (const [i, each] of [a, b, b, a, b, a, b, a].entries()) {
      strictEqual(await each.check("ada", "x", CHEAP, { client: `192.0.2.${100 + i}` }), false);
    }
    strictEqual(await b.check("ada", "the right one", hash), true);
    strictEqual(await a.check("ada", "x", CHEAP), false);
  });
  deepStrictEqual(pauses, [1, 2, 4, 6, 6, 6]);
  const ofClient = await pausesOf(async () => {
    for (let i = 0; i < 14; i++) await [a, b][i % 2]!.check(`user ${i}`, "x", CHEAP, { client });
    await a.check("eve", "the right one", hash, { client }); // It waits, and does not count.
    await b.check("eve", "x", CHEAP, { client });
  });
  deepStrictEqual(ofClient, [1, 2, 4, 4]);
  // At the slowest no more is counted. What was not counted is not taken back either: an attacker
  // would earn attempts by signing in to own accounts.
  const earned = await pausesOf(async () => {
    for (let i = 0; i < 2; i++) await a.check(`more ${i}`, "x", CHEAP, { client });
    const own = [1, 2, 3].map((i) => a.check(`own ${i}`, "the right one", hash, { client }));
    deepStrictEqual(await Promise.all(own), [true, true, true]);
    await b.check("eve", "x", CHEAP, { client });
  });
  deepStrictEqual(earned, [6, 6, 6, 6, 6, 6]);
});

Deno.test("Passwords.check() slows a client that tries many names, in all its network", async () => {
  const passwords = new Passwords({ attempts: 1 });
  const tryFrom = (client: string, i: number) =>
    passwords.check(`user ${i}`, "x", CHEAP, { client });
  const pauses = await pausesOf(async () => {
    for (let i = 0; i < 5; i++) await tryFrom(`2001:db8::${i}`, i);
    await tryFrom("2001:0DB8:0:0:ffff::1", 5);
    await tryFrom("2001:db8:0:1::1", 6);
    await tryFrom("::ffff:192.0.2.1", 7);
  });
  deepStrictEqual(pauses, [1, 2]);
});

Deno.test("Passwords.check() does not end a client's count when the client signs in", async () => {
  const passwords = new Passwords({ attempts: 1 });
  const client = "192.0.2.1";
  const hash = await passwords.hash("the attacker's own");
  const pauses = await pausesOf(async () => {
    for (let i = 0; i < 5; i++) {
      await passwords.check(`user ${i}`, "x", CHEAP, { client });
      await passwords.check("attacker", "the attacker's own", hash, { client });
    }
  });
  deepStrictEqual(pauses, [1, 1, 2]); // The right ones wait, too, but do not count.
});

Deno.test("Passwords.hash() counts sign-ups of a client", async () => {
  const passwords = new Passwords({ attempts: 1 });
  const pauses = await pausesOf(async () => {
    for (let i = 0; i < 6; i++) await passwords.hash(`my password ${i}`, { client: "192.0.2.1" });
  });
  deepStrictEqual(pauses, [1, 2]);
});

Deno.test("Passwords.check() forgets the count after a while, and after the right password", async () => {
  const passwords = new Passwords({ attempts: 1, seconds: 60 });
  const hash = await passwords.hash("the right one");
  const { now } = Date;
  const pauses = await pausesOf(async () => {
    for (let time = 0; time < 3; time++) {
      strictEqual(await passwords.check("ada", "the right one", hash), true);
    }
    await passwords.check("ada", "wrong one", hash);
    try {
      Date.now = () => now() + 61_000;
      strictEqual(await passwords.check("ada", "wrong one", hash), false);
    } finally {
      Date.now = now;
    }
  });
  deepStrictEqual(pauses, []);
});

Deno.test("Passwords.check() rejects a client that does more than ten at once", async () => {
  const passwords = new Passwords({ attempts: 100 });
  const answers = await Promise.allSettled(
    Array.from(
      { length: 12 },
      (_, i) => passwords.check(`user ${i}`, "x", CHEAP, { client: "192.0.2.1" }),
    ),
  );
  const rejected = answers.filter((answer) => answer.status === "rejected");
  deepStrictEqual(rejected.map(({ reason }) => reason.status), [429, 429]);
  strictEqual(await passwords.check("later", "x", CHEAP, { client: "192.0.2.1" }), false);
});

Deno.test("Passwords.check() rejects what is too much for the machine, and does not count it", async () => {
  const passwords = new Passwords({ attempts: 1 });
  const pauses = await pausesOf(async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => passwords.check(`user ${i}`, "x", CHEAP)),
    );
    const rejected = answers.filter((answer) => answer.status === "rejected");
    strictEqual(rejected.length, 8);
    strictEqual(rejected.every(({ reason }) => isStatus(503)(reason)), true);
    strictEqual(await passwords.check("user 59", "x", CHEAP), false);
    strictEqual(await passwords.check("later", "x", CHEAP), false);
  });
  deepStrictEqual(pauses, []);
});
