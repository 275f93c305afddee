import { deepStrictEqual, match, notStrictEqual, rejects, strictEqual } from "node:assert";
import { HTTPException } from "@fasthtml/fasthtml";
import { Passwords } from "@fasthtml/fasthtml/ext/password";

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
  strictEqual(await passwords.check("nobody", "pässword 1", undefined), false);
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
  const longest = "😀".repeat(1024);
  const hash = await passwords.hash(longest);
  const answers = [longest, `${longest}x`, longest.slice(2)]
    .map((text, i) => passwords.check(`${i}`, text, hash));
  deepStrictEqual(await Promise.all(answers), [true, false, false]);
});

Deno.test("Passwords.hash() rejects what is too short or too long", async () => {
  const passwords = new Passwords({ minLength: 10 });
  await rejects(passwords.hash("123456789"), {
    message: "A password has 10 to 1024 characters, and this one has 9",
  });
  await rejects(passwords.hash("x".repeat(1025)), isStatus(422));
});

Deno.test("Passwords.check() answers 429 to a name that is tried too often, even at once", async () => {
  const passwords = new Passwords({ attempts: 3, seconds: 60 });
  const hash = await passwords.hash("the right one");
  const spellings = ["ada", "Ada", " ada ", "ADA", "ada"];
  const tried = await Promise.allSettled(
    spellings.map((name) => passwords.check(name, "wrong one", hash)),
  );
  deepStrictEqual(
    tried.map((outcome) => outcome.status === "fulfilled" ? outcome.value : outcome.reason.status),
    [false, false, false, 429, 429],
  );
  await rejects(
    passwords.check("ada", "the right one", hash),
    (error) => error instanceof HTTPException && Number(error.headers["retry-after"]) > 50,
  );
  strictEqual(await passwords.check("bob", "the right one", hash), true);
});

Deno.test("Passwords.check() forgets the count after a while, and after the right password", async () => {
  const passwords = new Passwords({ attempts: 1, seconds: 60 });
  const hash = await passwords.hash("the right one");
  for (let time = 0; time < 3; time++) {
    strictEqual(await passwords.check("ada", "the right one", hash), true);
  }
  await passwords.check("ada", "wrong one", hash);
  await rejects(passwords.check("ada", "the right one", hash), isStatus(429));
  const { now } = Date;
  try {
    Date.now = () => now() + 61_000;
    strictEqual(await passwords.check("ada", "the right one", hash), true);
  } finally {
    Date.now = now;
  }
});

Deno.test("Passwords.check() sends clients away when too many wait", async () => {
  const passwords = new Passwords();
  const cheap = `$scrypt$ln=1,r=8,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;
  const answers = await Promise.allSettled(
    Array.from({ length: 60 }, (_, i) => passwords.check(`visitor ${i}`, "x", cheap)),
  );
  const refused = answers.filter((answer) => answer.status === "rejected");
  strictEqual(refused.length, 8);
  strictEqual(refused.every(({ reason }) => isStatus(503)(reason)), true);
  strictEqual(await passwords.check("later", "x", cheap), false);
});
