/** The page on messages: `docs/troubleshooting.md`, made of programs that lead to them. */
import { fileURLToPath } from "node:url";
import { commands } from "./commands.ts";
import { data } from "./data.ts";
import { pages } from "./pages.ts";
import { requests } from "./requests.ts";
import { start } from "./start.ts";
import type { Seen, Trouble } from "./types.ts";

/** Messages by the heading of the page that they are below. */
const TROUBLES: Readonly<Record<string, readonly Trouble[]>> = {
  "Deno and TypeScript": commands,
  "The program does not start": start,
  "Pages": pages,
  "Requests": requests,
  "Tables": data,
};

/** All messages. */
export const troubles: readonly Trouble[] = Object.values(TROUBLES).flat();

const INTRO = `# Troubleshooting

What messages mean and what you do about them. Each heading is a message as you see it, so you can
search for it. \`…\` is a part that varies. A test runs each program and compares its message.

A user of your application does not read these messages: they are in the log and, in development, on
the error page. [Messages for clients](messages.md) describes what users read.
`;

const END = `## Nothing here fits

Open an issue with a small program and the whole message. The [FAQ](faq.md) has more links.
`;

/** Makes the page as Markdown, before `deno fmt`. */
export function troublesPage(): string {
  const groups = Object.entries(TROUBLES).map(([title, all]) =>
    [`## ${title}`, ...all.map(toSection)].join("\n\n")
  );
  return [INTRO, ...groups, END].join("\n\n");
}

function toSection({ message, cause, fix, seen, program }: Trouble): string {
  return [
    `### ${seen.at === "page" ? message : `\`${message}\``}`,
    cause,
    `**You see it** ${toPlace(seen)}.`,
    // It has a mistake, so `deno test --doc` does not run it; tests/site/troubleshooting_test.ts does.
    ...seen.at === "command" ? [] : [`\`\`\`ts ignore\n${program}\`\`\``],
    `**Do this:** ${fix}`,
  ].join("\n\n");
}

function toPlace(seen: Seen): string {
  switch (seen.at) {
    case "start":
      return "in the terminal, and the program does not start";
    case "warning":
      return "in the terminal as a warning, and the program runs";
    case "request":
      return `in the log, with the status ${seen.status}`;
    case "page":
      return "in the browser";
    case "check":
      return "in your editor, and from `deno check main.ts`";
    case "command":
      return `in the terminal, after \`${toCommand(seen)}\``;
  }
}

function toCommand({ args, env = {} }: Extract<Seen, { at: "command" }>): string {
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return [...settings, "deno", ...args].join(" ");
}

/** Formats Markdown as `deno fmt` does with the files of the repository. */
export async function formatMarkdown(markdown: string): Promise<string> {
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const args = ["fmt", `--config=${config}`, "--ext=md", "-"];
  const fmt = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped" }).spawn();
  const writer = fmt.stdin.getWriter();
  await writer.write(new TextEncoder().encode(markdown));
  await writer.close();
  const { success, stdout } = await fmt.output();
  if (!success) throw new Error("Cannot format the page: deno fmt failed, expected its output");
  return new TextDecoder().decode(stdout);
}
