/** The menu of migrate. */
import type { Section } from "./types.ts";

/** For those who know another framework. */
export const migrate: Section = {
  title: "Migrate",
  pages: [
    {
      file: "migrate/fasthtml.md",
      keywords: ["python", "fasthtml python", "MonsterUI"],
      story: true,
    },
    {
      file: "porting.md",
      title: "Porting: every difference",
      keywords: ["port", "fasthtml python", "differences"],
      story: "tests/parity/ compares both",
    },
    {
      file: "migrate/flask.md",
      keywords: ["flask", "jinja", "werkzeug", "python", "django"],
      story: true,
    },
    {
      file: "migrate/express.md",
      keywords: ["express", "express.js", "node.js", "koa", "ejs", "passport"],
      story: true,
    },
    { file: "migrate/hono.md", keywords: ["hono", "jsx", "cloudflare workers"], story: true },
    {
      file: "migrate/next.md",
      keywords: ["next.js", "nextjs", "react", "remix", "server actions", "app router"],
      story: true,
    },
  ],
};
