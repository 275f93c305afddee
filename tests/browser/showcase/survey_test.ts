import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";
import type { Page } from "playwright-core";
import { MOST } from "../../../examples/showcase/survey/questions.ts";
import { withEnv } from "../../examples/_env.ts";
import { testWithBoth } from "../_both.ts";
import { browserTest, REJECTED, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const { app } = await withEnv(
  { SURVEY_DB: ":memory:" },
  () => import("../../../examples/showcase/survey.ts"),
);
const SURVEY = { ...showcase("survey.ts"), warns: REJECTED };

/** A question of a form: its text, its kind, its choices, and whether it is required. */
type Row = [text: string, kind: string, choices: string, isRequired?: boolean];

const LUNCH: Row[] = [
  ["Soup or salad?", "one", "Soup\r\n Salad \r\n\r\nSoup"],
  ["How hungry?", "scale", "", true],
  ["With <b>what</b>?", "many", "Bread\nNuts", false],
  ["Else?", "text", "kept", false],
];

Deno.test("survey: each button keeps what was typed, and does its work", async () => {
  const ada = new Client(app), path = await create(ada);
  const press = async (button: string, rows: Row[]) => {
    strictEqual((await send(ada, path, button, rows)).split("?")[0], `303 ${path}`);
    return await readDraft(ada, path);
  };
  const [soup, hungry, what, other] = LUNCH.map(([text]) => text);
  deepStrictEqual(await press("add", LUNCH.slice(0, 1)), [soup, ""]);
  deepStrictEqual(await press("up-2", LUNCH), [soup, what, hungry, other]);
  deepStrictEqual(await press("down-0", LUNCH), [hungry, soup, what, other]);
  deepStrictEqual(await press("remove-1", LUNCH), [soup, what, other]);
  for (const button of ["save", "", "up-0", "down-3", "remove-9", "up--1", "remove-x", "drop"]) {
    deepStrictEqual(await press(button, LUNCH), [soup, hungry, what, other], button);
  }
  const page = await (await ada.get(path)).text();
  match(page, /name="choices"[^>]*>Soup\nSalad<\/textarea>/);
  match(page, /name="choices"[^>]*>kept<\/textarea>/);
  deepStrictEqual(
    page.match(/name="required" value="\d" checked|required-\d" [^>]*checked/g)?.length,
    2,
  );

  const full = Array.from({ length: MOST.questions }, (): Row => ["x", "text", ""]);
  deepStrictEqual((await press("add", full)).length, MOST.questions);
  strictEqual(await send(ada, path, "save", [...full, ...LUNCH]), "422");
  deepStrictEqual((await readDraft(ada, path)).length, MOST.questions);
  deepStrictEqual(await press("save", []), []);
});

Deno.test("survey: it is published when nothing is missing, and then stays as it is", async () => {
  const ada = new Client(app), path = await create(ada), results = path.replace("edit", "results");
  const rows: Row[] = [["", "one", "Soup"], ["x".repeat(161), "many", "", false]];
  const bad = await ada.post(path, { data: toForm("publish", rows, { title: " " }) });
  strictEqual(bad.status, 422);
  const found = (await bad.text()).matchAll(/id="([\w-]+)-error" class="ui-error">([^<]*)/g);
  deepStrictEqual(Object.fromEntries([...found].map(([, name, text]) => [name, text])), {
    title: "A title, please",
    "text-1": "A question, please",
    "choices-1": "Two choices or more",
    "text-2": "At most 160 characters",
    "choices-2": "Two choices or more",
  });
  deepStrictEqual(await readDraft(ada, path), ["", "x".repeat(161)]);
  strictEqual(await send(ada, path, "publish", []), "422");

  strictEqual(await send(ada, path, "publish", LUNCH), `303 ${results}`);
  strictEqual(await send(ada, path, "remove-0", LUNCH), `303 ${results}`);
  strictEqual(await send(ada, path, "publish", LUNCH.slice(1)), `303 ${results}`);
  strictEqual(await end(ada.get(path)), `303 ${results}`);
  const page = await (await ada.get(results)).text();
  match(page, /No one has responded yet/);
  match(page, /<code id="link">http:\/\/testserver\/s\//);
  match(
    await (await ada.get(results.replace(/surveys\/(.*)\/results/, "s/$1"))).text(),
    /4 questions/,
  );
});

Deno.test("survey: only who made it changes, closes and deletes it", async () => {
  const ada = new Client(app), eve = new Client(app), path = await create(ada);
  const at = (end: string) => path.replace("edit", end);
  for (const client of [eve, new Client(app)]) {
    strictEqual((await client.get(path)).status, 404);
    strictEqual((await client.get(guestPath(path))).status, 404);
    strictEqual(await send(client, path, "publish", LUNCH), "404");
    strictEqual(await post(client, at("close")), "404");
    strictEqual(await post(client, at("delete")), "404");
  }
  strictEqual(await post(eve, "/surveys/office/delete"), "404");
  strictEqual(await send(ada, path, "publish", LUNCH), `303 ${at("results")}`);
  strictEqual(await end(eve.get(at("results"))), `303 ${guestPath(path)}`);
  strictEqual(
    await post(eve, `${guestPath(path)}/1`, { value: "Soup" }),
    `303 ${guestPath(path)}/2`,
  );
  strictEqual(await post(ada, at("close")), `303 ${at("results")}`);
  strictEqual(await post(eve, `${guestPath(path)}/2`, { value: "3" }), "409");
  strictEqual(await end(eve.get(`${guestPath(path)}/2`)), `303 ${guestPath(path)}`);
  match(await (await eve.get(guestPath(path))).text(), /The survey is closed/);
  strictEqual(await post(ada, at("delete")), "303 /");
  for (const client of [ada, eve]) strictEqual((await client.get(guestPath(path))).status, 404);
});

Deno.test("survey: a session responds once, to what was asked", async () => {
  const ada = new Client(app), bob = new Client(app), path = await create(ada);
  await send(ada, path, "publish", LUNCH);
  const guest = guestPath(path), results = path.replace("edit", "results");
  await bob.get(guest);
  const reply = (step: number, value: string | string[], rest = {}) =>
    post(bob, `${guest}/${step}`, { value, ...rest });
  strictEqual(await reply(4, "Thanks,\r\n<i>bye</i>"), `303 ${guest}/1`); // the first is missing
  for (const wrong of ["", "Cake", "soup", ["Soup", "Salad"]]) {
    strictEqual(await reply(1, wrong), "422", `${wrong}`);
  }
  strictEqual(await reply(1, "Soup", { skip: "1" }), "422");
  strictEqual(await reply(2, "6"), "422");
  strictEqual(await reply(3, ["Bread", "Stones"]), "422");
  strictEqual(await reply(4, "x".repeat(601)), "422");
  for (const step of [0, 5, -1]) strictEqual(await reply(step, "Soup"), "404");
  strictEqual(await reply(1, " Soup "), `303 ${guest}/2`);
  strictEqual(await reply(1, "Salad"), `303 ${guest}/2`);
  strictEqual(await reply(2, "5"), `303 ${guest}/3`);
  strictEqual(await reply(3, ["Bread", "Nuts", "Nuts"]), `303 ${guest}/4`);
  match(await (await bob.get(`${guest}/1`)).text(), /value="Salad" checked/);
  match(
    await (await bob.get(`${guest}/4`)).text(),
    /Thanks,\r?\n&lt;i&gt;bye&lt;\/i&gt;<\/textarea>/,
  );
  strictEqual(await end(bob.get(results)), `303 ${guest}`);

  const ends = await Promise.all(
    Array.from({ length: 100 }, (_, n) => reply(4, `Thanks ${n}`)),
  );
  deepStrictEqual(new Set(ends), new Set([`303 ${guest}`]));
  strictEqual(await reply(1, "Soup"), `303 ${guest}`);
  match(await (await bob.get(guest)).text(), /Thank you/);
  const page = await (await bob.get(results)).text();
  deepStrictEqual(page.match(/\d+ of \d+ responded/g), Array(4).fill("1 of 1 responded"));
  deepStrictEqual(page.match(/5\.0 on average/g), ["5.0 on average"]);
  strictEqual(page.match(/<li>Thanks \d+<\/li>/g)?.length, 1);
  match(page, /With &lt;b>what&lt;\/b>\?|With &lt;b&gt;what&lt;\/b&gt;\?/);
  strictEqual(page.includes("<b>what"), false);
});

testWithBoth(
  "survey: made, published, responded to and read",
  "examples/showcase/survey.ts",
  async ({ page, browser, program }) => {
    const guest = await browser.newPage({ baseURL: program.origin });
    const problems = watch(guest, REJECTED);
    await useSurvey(page, guest);
    deepStrictEqual(problems, []);
  },
  SURVEY.env(),
  REJECTED,
);

browserTest("survey: without scripts, too", SURVEY, async ({ browser, program }) => {
  const options = { javaScriptEnabled: false, baseURL: program.origin };
  const contexts = await Promise.all([browser.newContext(options), browser.newContext(options)]);
  const [page, guest] = await Promise.all(contexts.map((context) => context.newPage()));
  const problems = [page!, guest!].map((page) => watch(page, REJECTED));
  await useSurvey(page!, guest!);
  deepStrictEqual(problems.flat(), []);
  for (const context of contexts) await context.close();
});

browserTest("survey: it keeps no one out, on no screen", SURVEY, async ({ page }) => {
  page.setDefaultTimeout(PATIENCE);
  for (const path of ["/", "/s/office", "/s/office/1", "/s/office/2", "/s/office/3"]) {
    await page.goto(path);
    deepStrictEqual(await findFlaws(page), [], path);
  }
  await page.goto("/s/office/1");
  await page.getByLabel("By bike").check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByLabel("4", { exact: true }).check();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("What should we buy first?").fill("Lamps");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("link", { name: "See the results" }).click();
  await page.getByText("Lamps").waitFor();
  deepStrictEqual(await findFlaws(page), []);
  await page.goto("/");
  await page.getByRole("button", { name: "New survey" }).click();
  await page.getByRole("button", { name: "Add a question" }).click();
  await page.locator("#text-2:focus").waitFor();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Something is missing").waitFor();
  deepStrictEqual(await findFlaws(page), []);
});

/** Milliseconds for a step, on a busy machine. */
const PATIENCE = 120_000;

/** Makes a survey on one page and responds to it on another: with scripts and without, the same. */
async function useSurvey(page: Page, guest: Page): Promise<void> {
  for (const one of [page, guest]) one.setDefaultTimeout(PATIENCE);
  const press = (name: string) => page.getByRole("button", { name }).click();
  await page.goto("/");
  await press("New survey");
  await page.locator("#text-1").fill("Soup or salad?");
  await page.getByLabel("Choices").fill("Soup\nSalad");
  await press("Add a question");
  await page.locator("#text-2:focus").fill("How hungry are you?");
  await page.locator("#kind-2").selectOption("From 1 to 5");
  await page.locator("#choices-2").waitFor({ state: "hidden" });
  await press("Add a question");
  await page.locator("#text-3:focus").fill("Anything else?");
  await page.locator("#kind-3").selectOption("In their own words");
  await page.locator("#required-3").uncheck();
  await press("Move up question 3");
  await page.locator("#text-2:focus").waitFor();
  strictEqual(await page.locator("#text-2").inputValue(), "Anything else?");
  await press("Add a question");
  await page.locator("#text-4:focus").waitFor();
  await press("Publish");
  await page.getByText("Something is missing").waitFor();
  strictEqual(await page.locator("#text-4-error").textContent(), "A question, please");
  await press("Remove question 4");
  await page.locator("#text-4").waitFor({ state: "detached" });
  await page.getByLabel("Title").fill("Lunch");
  await page.keyboard.press("Enter"); // the first button saves
  await page.getByText("The draft is saved").waitFor();
  await press("Publish");
  await page.getByRole("heading", { name: "Lunch" }).waitFor();

  await guest.goto(await page.locator("#link").textContent() ?? "");
  await guest.getByRole("link", { name: "Start" }).click();
  await guest.getByLabel("Soup").check();
  await guest.getByRole("button", { name: "Next" }).click();
  await guest.getByRole("button", { name: "Skip" }).click();
  await guest.getByLabel("4", { exact: true }).check();
  await guest.getByRole("button", { name: "Send" }).click();
  await guest.getByRole("heading", { name: "Thank you" }).waitFor();
  await guest.getByRole("link", { name: "See the results" }).click();
  await guest.getByText("4.0 on average").waitFor();

  await page.reload();
  await page.getByText("0 of 1 responded").waitFor();
  await press("Close");
  await page.getByRole("alertdialog").getByRole("button", { name: "Close" }).click();
  await page.locator("#link").waitFor({ state: "detached" });
}

/** Makes a draft, and returns where it is changed. */
async function create(client: Client): Promise<string> {
  const [, path] = (await post(client, "/surveys")).split(" ");
  return path!;
}

function guestPath(path: string): string {
  return path.replace(/^\/surveys\/(.*)\/edit$/, "/s/$1");
}

/** The questions of a draft, as its form has them. */
async function readDraft(client: Client, path: string): Promise<string[]> {
  const page = await (await client.get(path)).text();
  const inputs = page.match(/<input [^>]*name="text"[^>]*>/g) ?? [];
  return inputs.map((input) =>
    (input.match(/ value="([^"]*)"/)?.[1] ?? "").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
  );
}

/** Presses a button of the form, with these questions in it. */
function send(client: Client, path: string, button: string, rows: Row[]): Promise<string> {
  return end(client.post(path, { data: toForm(button, rows) }));
}

function toForm(act: string, rows: Row[], { title = "Lunch" } = {}) {
  return {
    act,
    title,
    intro: "",
    text: rows.map(([text]) => text),
    kind: rows.map(([, kind]) => kind),
    choices: rows.map(([, , choices]) => choices),
    required: rows.flatMap(([, , , isRequired = true], n) => isRequired ? [`${n}`] : []),
  };
}

type Data = Record<string, string | readonly string[]>;

function post(client: Client, path: string, data: Data = {}): Promise<string> {
  return end(client.post(path, { data }));
}

/** The status of a response, and where it leads to. */
async function end(response: Promise<Response>): Promise<string> {
  const { status, headers } = await response;
  return [status, headers.get("location")].filter(Boolean).join(" ");
}
