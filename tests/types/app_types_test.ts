import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { tempFolder } from "../_temp.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Mistakes in the program of docs/requests.md, from its start, and what the compiler says. */
const MISTAKES: [right: string, wrong: string, error: string][] = [
  ["started: new Date()", 'started: "today"', "TS2322"],
  ["scope.auth = session.name", "scope.auth = session.nickname", "TS2339"],
  ["session.visits = ", "session.visit = ", "TS2551"],
  ['session.get("visits", 0)', 'session.get("visits", "0")', "TS2345"],
  ["auth?.toUpperCase()", "auth.toUpperCase()", "TS18048"],
  ["Visit ${session.visits}", "Visit ${session.visits?.length}", "TS2339"],
  ["state.started.toISOString()", "state.begun", "TS2339"],
];

Deno.test("AppTypes types session, auth and state of a whole program", async () => {
  const text = await Deno.readTextFile(`${ROOT}docs/requests.md`);
  const [, program] = /^```ts ignore\n(.*?)^```/ms.exec(text)!;
  deepStrictEqual(await check(program!), []);
  const wrong = MISTAKES.reduce((text, [from, to]) => text.replace(from, to), program!);
  deepStrictEqual(await check(wrong), MISTAKES.map(([, , error]) => error));
});

/** What the compiler finds in a program. */
async function check(program: string): Promise<string[]> {
  await using folder = await tempFolder();
  const file = `${folder.path}/main.ts`;
  await Deno.writeTextFile(file, program);
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", `--config=${ROOT}deno.json`, file],
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stderr).match(/^TS\d+/gm) ?? [];
}
