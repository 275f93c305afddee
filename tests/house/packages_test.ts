import { deepStrictEqual } from "node:assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "./_files.ts";

/** What a program that imports the main entry downloads: 23 MB, of which Pico is 20. */
const MAIN = "@noble/hashes @picocss/pico cookie htmx-ext-class-tools htmx-ext-debug " +
  "htmx-ext-head-support htmx-ext-json-enc htmx-ext-loading-states htmx-ext-multi-swap htmx-ext-path-deps " +
  "htmx-ext-preload htmx-ext-remove-me htmx-ext-response-targets htmx-ext-sse htmx-ext-ws " +
  "htmx.org idiomorph mime";

/** What each of the other entries adds to that. */
const MORE: Record<string, string> = {
  "./cli": "commander parse5",
  "./ext/export": "parse5",
  "./ext/highlight": "highlight.js",
  "./ext/html2ft": "parse5",
  "./ext/jobs": "croner",
  "./ext/js": "@highlightjs/cdn-assets @mermaid-js/tiny dompurify katex marked " +
    "plotly.js-basic-dist-min sortablejs",
  "./ext/mail": "nodemailer parse5",
  "./ext/magickey": "@simplewebauthn/server",
  "./ext/markdown": "marked",
  "./ext/mongodb": "mongodb",
  "./ext/oauth": "jose oauth4webapi",
  "./ext/openapi": "swagger-ui-dist",
  "./ext/nats-broker": "@nats-io/jetstream @nats-io/transport-node",
  "./ext/passkey": "@simplewebauthn/server",
  "./ext/password": "@zxcvbn-ts/language-common",
  "./ext/password-mails": "@zxcvbn-ts/language-common",
  "./ext/postgres": "pg",
  "./ext/postgres-broker": "pg",
  "./ext/redis-ratelimit": "@redis/client rate-limiter-flexible",
  "./ext/redis-broker": "@redis/client",
  "./ext/redis-jobs": "@redis/client bullmq croner",
  "./ext/redis-sessions": "@redis/client",
  "./ext/tailwind": "tailwindcss",
};

Deno.test("an npm package is reached by the entry that needs it, and by no other", async () => {
  const found = await Promise.all(
    Object.entries(config.exports).map(async ([entry, file]) => [entry, await packagesOf(file)]),
  );
  const { ".": main, ...others } = Object.fromEntries(found) as Record<string, string[]>;
  deepStrictEqual(main!.join(" "), MAIN);
  const more = Object.entries(others)
    .map(([entry, names]) => [entry, names.filter((name) => !main!.includes(name)).join(" ")]);
  deepStrictEqual(Object.fromEntries(more.filter(([, names]) => names)), MORE);
});

/** The npm packages that a module imports, directly or by modules of this project. */
async function packagesOf(file: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", file],
    cwd: ROOT,
  }).output();
  const { modules }: { modules: { specifier: string }[] } = JSON.parse(
    new TextDecoder().decode(stdout),
  );
  const names = modules.flatMap(({ specifier }) =>
    /^npm:\/?((?:@[^/]+\/)?[^@/]+)/.exec(specifier)?.[1] ?? []
  );
  return [...new Set(names)].sort();
}
