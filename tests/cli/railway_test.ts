import { deepStrictEqual, match, strictEqual } from "node:assert";
import { cli, inFolder } from "./_cli.ts";

// Railway's program cannot be had here: a stand-in writes down what it is asked, and answers with
// what `railway status --json` answers, in the parts that FastHTML's own deployment reads.
const STATUS = JSON.stringify({
  id: "project-id",
  name: "notes",
  environments: { edges: [{ node: { id: "environment-id", name: "production" } }] },
  services: { edges: [{ node: { id: "service-id", name: "notes" } }] },
});

/** Puts the stand-in on the path; `status` fails until `init` has run, or answers from the start. */
async function withRailway(
  { version = "railway 4.6.1", isLinked = false, failing = "none" },
  story: (
    deploy: (...args: string[]) => ReturnType<typeof cli>,
    asked: () => Promise<string[]>,
  ) => Promise<void>,
): Promise<void> {
  await inFolder(async (cwd) => {
    await Deno.mkdir(`${cwd}/bin`);
    const script = `#!/bin/sh
echo "$*" >> "${cwd}/asked"
case "$1" in
  --version) echo "${version}" ;;
  init) touch "${cwd}/linked" ;;
  status) [ -f "${cwd}/linked" ] && echo '${STATUS}' || exit 1 ;;
esac
[ "$1" != "${failing}" ]
`;
    await Deno.writeTextFile(`${cwd}/bin/railway`, script, { mode: 0o755 });
    if (isLinked) await Deno.writeTextFile(`${cwd}/linked`, "");
    const env = { PATH: `${cwd}/bin:${Deno.env.get("PATH")}` };
    await story(
      (...args) => cli(["railway-deploy", ...args], { cwd, env }),
      async () => (await Deno.readTextFile(`${cwd}/asked`)).trim().split("\n"),
    );
  });
}

Deno.test("`railway-deploy` makes a project, a domain and a volume, and deploys", () =>
  withRailway({}, async (deploy, asked) => {
    const { code, stdout } = await deploy("notes");
    strictEqual(code, 0);
    deepStrictEqual(await asked(), [
      "--version",
      "status --json",
      "init -n notes",
      "up -c",
      "domain",
      "status --json",
      "link -e environment-id -p project-id -s service-id",
      "volume add -m /app/data",
      "up -c",
    ]);
    match(stdout, /^# railway init -n notes\n# railway up -c\n/);
  }));

Deno.test("`railway-deploy --no-mount` makes no volume", () =>
  withRailway({}, async (deploy, asked) => {
    await deploy("notes", "--no-mount");
    strictEqual((await asked()).some((line) => line.startsWith("volume")), false);
  }));

Deno.test("`railway-deploy` leaves alone what is there, and what an old railway would do", async () => {
  await withRailway({ isLinked: true }, async (deploy, asked) => {
    match((await deploy("notes")).stdout, /^This project is there already/);
    deepStrictEqual(await asked(), ["--version", "status --json"]);
  });
  for (const version of ["railway 3.7.9", "railway 2.99.0", "nonsense"]) {
    await withRailway({ version }, async (deploy, asked) => {
      const { code, stderr } = await deploy("notes");
      deepStrictEqual([code, stderr], [
        1,
        `Cannot deploy: the command line is "${version}", expected railway 3.8 or later\n`,
      ]);
      deepStrictEqual(await asked(), ["--version"]);
    });
  }
});

Deno.test("`railway-deploy` stops at the first step that fails", () =>
  withRailway({ failing: "domain" }, async (deploy, asked) => {
    const { code, stderr } = await deploy("notes");
    deepStrictEqual([code, stderr], [
      1,
      "Cannot deploy: railway domain ended with 1, expected 0\n",
    ]);
    strictEqual((await asked()).at(-1), "domain");
  }));
