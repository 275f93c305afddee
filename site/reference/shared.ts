/** How extensions share pages of the reference, and what their pages are called. */

/** A subject of extensions: the entries that are on one page. */
interface ExtensionSubject {
  slug: string;
  title: string;
  entries: readonly string[];
  docs: string[];
}

/** Extensions that share a page; any other entry below `./ext/` has a page of its own. */
export const SHARED: readonly ExtensionSubject[] = [
  {
    slug: "jobs",
    title: "Background jobs",
    entries: ["jobs", "jobs-page", "redis-jobs"],
    docs: ["ext/jobs.md"],
  },
  {
    slug: "password",
    title: "Passwords",
    entries: ["password", "password-mails"],
    docs: ["ext/password.md", "ext/password_mails.md"],
  },
  {
    slug: "ratelimit",
    title: "Rate limits",
    entries: ["ratelimit", "redis-ratelimit"],
    docs: ["ext/ratelimit.md"],
  },
  {
    slug: "server-sessions",
    title: "Sessions on the server",
    entries: ["sessions", "redis-sessions"],
    docs: ["ext/sessions.md"],
  },
  {
    slug: "brokers",
    title: "Message brokers",
    entries: ["postgres-broker", "redis-broker", "nats-broker"],
    docs: ["scaling.md"],
  },
  {
    slug: "postgres",
    title: "Postgres",
    entries: ["postgres", "db-sqlite"],
    docs: ["ext/postgres.md"],
  },
];

/** Titles of extensions that are no name with a capital letter. */
export const TITLES: Record<string, string> = {
  "basic-auth": "Basic authentication",
  "export": "Static export",
  "highlight": "Highlighted code",
  "html2ft": "HTML to TypeScript",
  "js": "Browser libraries",
  "jupyter": "Notebooks",
  "magickey": "Sign-in links",
  "mail": "Email",
  "mongodb": "MongoDB",
  "oauth": "OAuth",
  "openapi": "OpenAPI",
  "passkey": "Passkeys",
  "seo": "Search engines",
  "svg": "SVG",
  "tailwind": "Tailwind CSS",
  "ui": "Component library",
};
