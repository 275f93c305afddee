/** `railway-deploy`: deploys a project to railway.com with Railway's own command line. */
import { print } from "./print.ts";

/** The output of `railway status --json`, as far as it is used. */
interface Status {
  readonly id: string;
  readonly name: string;
  readonly environments: Edges;
  readonly services: Edges;
}

interface Edges {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
}

/** Options of {@linkcode deployToRailway}. */
export interface DeployOptions {
  /** Whether to mount a volume at `/app/data`. */
  readonly mount: boolean;
}

/**
 * Deploys this folder as a new project, with a domain. FastHTML: `railway_deploy`.
 * Throws if `railway` is missing or older than 3.8, or if one of its steps fails.
 */
export async function deployToRailway(name: string, { mount }: DeployOptions): Promise<void> {
  const version = await findVersion();
  const [major, minor] = version.replace(/^\D+/, "").split(".").map(Number);
  if (!(major! > 3 || major === 3 && minor! >= 8)) {
    throw new Error(
      `Cannot deploy: the command line is "${version}", expected railway 3.8 or later`,
    );
  }
  const linked = await ask("status", "--json");
  if (linked.success && (JSON.parse(linked.stdout) as Status).name === name) {
    return print("This project is there already: `railway up -c` deploys it anew.");
  }
  await run("init", "-n", name);
  await run("up", "-c");
  await run("domain");
  const { id, environments, services } = JSON.parse(
    (await ask("status", "--json")).stdout,
  ) as Status;
  const [environment, service] = [environments, services].map(({ edges }) => edges[0]!.node.id);
  await run("link", "-e", environment!, "-p", id, "-s", service!);
  if (mount) await run("volume", "add", "-m", "/app/data");
  await run("up", "-c");
}

async function findVersion(): Promise<string> {
  try {
    return (await ask("--version")).stdout.trim();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error("Cannot deploy: there is no program railway, expected railway 3.8 or later");
  }
}

async function ask(...args: string[]): Promise<{ success: boolean; stdout: string }> {
  const { success, stdout } = await toCommand(args, "piped").output();
  return { success, stdout: new TextDecoder().decode(stdout) };
}

async function run(...args: string[]): Promise<void> {
  print(`# railway ${args.join(" ")}`);
  const { code } = await toCommand(args, "inherit").spawn().status;
  if (code !== 0) {
    throw new Error(`Cannot deploy: railway ${args[0]} ended with ${code}, expected 0`);
  }
}

function toCommand(args: string[], stdout: "piped" | "inherit"): Deno.Command {
  return new Deno.Command("railway", { args, stdin: "inherit", stdout, stderr: "inherit" });
}
