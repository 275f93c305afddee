/**
 * The command line: `deno run -A jsr:@fasthtml/fasthtml/cli --help`.
 * It creates projects, converts HTML to calls, lists routes, and deploys to Railway.
 *
 * @module
 */
import { Command, Option } from "commander";
import config from "../deno.json" with { type: "json" };
import { htmlToFt } from "../ext/html2ft.ts";
import { makeProject, type NewOptions } from "./new.ts";
import { print, tell } from "./print.ts";
import { type DeployOptions, deployToRailway } from "./railway.ts";
import { printRoutes } from "./routes.ts";

/** Runs the command that the arguments name. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command("fasthtml")
    .description("Interactive web applications in one file of TypeScript")
    .version(config.version);
  program.command("new <name>")
    .description("make a project: an application, its test, and what deploys it")
    .addOption(new Option("--db <kind>", "the database").choices(["sqlite", "postgres"]))
    .option("--auth", "with users, who sign in with a password (default)")
    .option("--no-auth", "without users")
    .option("--blank", "one page, without a database")
    .action((name: string, options: NewOptions) => makeProject(name, options));
  program.command("html2ft [file]")
    .description("turn HTML, from a file or from what is piped in, into calls")
    .option("--attrs-first", "put attributes before children")
    .option("--imports", "begin with the imports that the calls need")
    .option("--trusted", "mark URLs that run a script as safe: for HTML of your own")
    .action(async (file: string | undefined, options: HtmlOptions) => {
      print(htmlToFt(await readHtml(file), options));
    });
  program.command("routes <file>")
    .description("list the routes of the application that a module exports")
    .action(async (file: string) => {
      Deno.exitCode = await printRoutes(file);
    });
  program.command("railway-deploy <name>")
    .description("deploy this folder to a new project on railway.com")
    .option("--no-mount", "make no volume for data/")
    .action((name: string, options: DeployOptions) => deployToRailway(name, options));
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    program.error(error instanceof Error ? error.message : String(error));
  }
}

async function readHtml(file: string | undefined): Promise<string> {
  if (file === undefined) {
    if (Deno.stdin.isTerminal()) tell("Type or paste HTML, and end it with Ctrl+D:");
    return await new Response(Deno.stdin.readable).text();
  }
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`Cannot turn ${file} into calls: it is not there, expected a file of HTML`);
  }
}

interface HtmlOptions {
  attrsFirst?: boolean;
  trusted?: boolean;
  imports?: boolean;
}

if (import.meta.main) await main(Deno.args);
