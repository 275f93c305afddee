/** The menu of learn. */
import type { Section } from "./types.ts";

const FOLLOWED = "tests/site/learn_test.ts follows it";

/** Install, the tutorial, and what to read next. */
export const learn: Section = {
  title: "Learn",
  pages: [
    {
      file: "learn/install.md",
      group: "Tutorial: a reading list",
      keywords: ["install", "setup", "getting started", "quickstart", "deno add", "new project"],
      story: true,
    },
    {
      file: "learn/first_page.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["hello world", "route", "handler", "hot reload", "tutorial"],
      story: true,
    },
    {
      file: "learn/components.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["component", "escaping", "template"],
      story: true,
    },
    {
      file: "learn/forms.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["form", "validation", "POST", "redirect"],
      story: true,
    },
    {
      file: "learn/database.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["SQLite", "ORM", "CRUD", "table"],
      story: true,
    },
    {
      file: "learn/htmx.md",
      step: true,
      title: "Change parts of a page",
      group: "Tutorial: a reading list",
      keywords: ["htmx", "AJAX", "hx_post", "hx_swap_oob", "out of band"],
      story: true,
    },
    {
      file: "learn/sign_in.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["log in", "login", "sign up", "authentication", "password", "session", "guard"],
      story: true,
    },
    {
      file: "learn/live.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["server-sent events", "SSE", "real time", "channel", "pub/sub"],
      story: true,
    },
    {
      file: "learn/tests.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["test", "testing", "unit test", "test a form", "Client", "deno test"],
      story: FOLLOWED,
    },
    {
      file: "learn/deploy.md",
      step: true,
      group: "Tutorial: a reading list",
      keywords: ["production", "Docker", "container", "environment variable", "hosting"],
      story: FOLLOWED,
    },
    {
      file: "learn/primer.md",
      group: "And then",
      keywords: ["htmx", "hx-get", "hx-target", "hx-swap", "hx-trigger", "what is htmx"],
      story: true,
    },
    {
      file: "learn/next.md",
      group: "And then",
      keywords: ["what next", "advanced"],
      story: "it has no program",
    },
    {
      file: "tutorial.md",
      group: "And then",
      title: "A project made by `new`",
      keywords: ["getting started", "new project", "scaffold", "template"],
      story: "tests/cli/tutorial_test.ts follows it",
    },
  ],
};
