import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { Language, Languages, type MessageKey, MESSAGES } from "../../lib/http/messages.ts";
import { GERMAN } from "../fixtures/german.ts";

/** Values for every name that a sentence may have in braces. */
const VALUES = {
  most: "<2>",
  least: "<1>",
  n: "<3>",
  id: "<i>",
  status: "<s>",
  name: "<n>",
  problem: "<p>",
  choices: "<c>",
  email: "<e>",
  browser: "<b>",
  minutes: "<4>",
  site: "<w>",
  first: "<f>",
  last: "<l>",
  next: "<x>",
};

Deno.test("MESSAGES and a translation of it write each sentence with all its values", () => {
  const german = new Language("de", GERMAN), english = new Language("en", {});
  const keys = Object.keys(MESSAGES) as MessageKey[];
  const wrong = keys.filter((key) => {
    const inside = (text: string) => (text.match(/<\w>/g) ?? []).sort().join();
    const told = english.say({ key, values: VALUES }), own = german.say({ key, values: VALUES });
    return /[{}]|undefined/.test(told + own) || inside(told) !== inside(own) || told === "";
  });
  deepStrictEqual(wrong, []);
  deepStrictEqual(Object.keys(GERMAN), Object.keys(MESSAGES));
});

Deno.test("MESSAGES has sentences for users: none begins as the errors of developers do", () => {
  const sentences = Object.entries(MESSAGES).filter(([key]) =>
    !/^\d+$|^(error|reference|fields?|close|logOut|megabytes|kilobytes|bytes)$/.test(key) &&
    // Titles, buttons and texts before a value
    !/^(signIn|linkCode|newLink|mailSubject|mailLink|mailCode|otherBrowser)$/.test(key) &&
    !/^(passkeyOffer|passkeyAdd|notNow|logIn|emailAddress|emailConfirm)$/.test(key) &&
    !/^(password(Forgot|Link|New|Save)|linkToken|(reset|verify|changed)(Subject|Mail))$/.test(key)
  );
  const wrong = sentences.filter(([, text]) =>
    /^Cannot|expected|\bnull\b/.test(text) || !/\.$/.test(text)
  );
  deepStrictEqual(wrong, []);
});

Deno.test("Language.say() writes numbers and inner sentences in its own language", () => {
  const say = (tag: string, key: MessageKey, values: object) =>
    new Language(tag, tag === "de" ? GERMAN : {}).say({ key, values: { ...values } });
  strictEqual(say("en", "tooMuch", { most: 1000 }), "These are too many values: 1,000 at most.");
  strictEqual(say("de", "tooMuch", { most: 1000 }), "Das sind zu viele Angaben: höchstens 1.000.");
  const size = { most: { key: "megabytes", values: { n: 1.5 } } };
  strictEqual(say("en", "tooLarge", size), "This is too large: 1.5 MB at most.");
  strictEqual(say("de", "tooLarge", size), "Das ist zu groß: höchstens 1,5 MB.");
  strictEqual(say("de", "tooManyFiles", { most: 1 }), "Bitte nur eine Datei.");
  // What a client sent is no sentence of its own.
  strictEqual(
    say("en", "nameTaken", { name: "{most} $& $1" }),
    'The name "{most} $& $1" is taken. Please choose another.',
  );
});

Deno.test("Languages chooses as the client prefers, and English where nothing fits", () => {
  const languages = new Languages({ de: GERMAN, "pt-BR": {}, zh: {}, "zh-Hant": {} });
  const rows: Record<string, string> = {
    "": "en",
    "*": "en",
    de: "de",
    "de-AT": "de",
    "DE-at,en;q=0.5": "de",
    "en;q=0.5,de": "de",
    "de;q=0.5,en": "en",
    "fr,de;q=0.2": "de",
    "fr": "en",
    "pt": "pt-BR",
    "zh-CN,zh-Hant;q=0.5": "zh",
    "zh-Hant-HK,en;q=0.9": "zh-Hant",
    "en;q=0.9,zh-hant-tw-x-a": "zh-Hant",
    "zh-Hant-HK;q=0.5,de;q=0.6": "de",
    "de;q=0": "en",
    ";;q=,,": "en",
  };
  const chosen = Object.keys(rows).map((accepted) => [accepted, languages.choose(accepted).tag]);
  deepStrictEqual(Object.fromEntries(chosen), rows);
});

Deno.test("Languages rejects a value in braces that the sentence does not have", () => {
  throws(() => new Languages({ de: { tooLarge: "Zu groß: {mots}" } }), {
    message: "Cannot make an application: messages.de.tooLarge names {mots}, expected {most}",
  });
  throws(() => new Languages({ de: { notFound: "{name} fehlt" } }), {
    message: "Cannot make an application: messages.de.notFound names {name}, expected none",
  });
});
