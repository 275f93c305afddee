/** The menu of explanation. */
import type { Section } from "./types.ts";

/** How it works, and why. */
export const explanation: Section = {
  title: "Explanation",
  pages: [
    {
      file: "explanation/request_to_page.md",
      keywords: ["request lifecycle", "life cycle", "steps", "pipeline", "order", "architecture"],
      story: true,
    },
    {
      file: "explanation/html_over_the_wire.md",
      keywords: ["hypermedia", "single-page application", "SPA", "server-side rendering", "SSR"],
      story: true,
    },
    {
      file: "explanation/safe_by_default.md",
      keywords: ["secure by default", "hardening", "threat"],
      story: true,
    },
    {
      file: "explanation/one_row_one_owner.md",
      keywords: ["row-level security", "multi-tenant", "tenant", "ownership", "authorization"],
      story: true,
    },
    {
      file: "explanation/speed_and_memory.md",
      keywords: ["slow page", "profiling", "memory", "RAM"],
      story: true,
    },
    {
      file: "security.md",
      keywords: ["XSS", "SQL injection", "CSRF", "clickjacking", "safe", "attack"],
      story: "tests/attacks/ tries what it promises",
    },
    {
      file: "scaling.md",
      keywords: ["cluster", "load balancer", "horizontal scaling", "multiple processes", "pub/sub"],
      story: "tests/examples/production_test.ts starts what it describes",
    },
    {
      file: "performance.md",
      title: "Figures of the bench",
      keywords: ["benchmark", "fast", "latency", "throughput"],
      story: "bench/ measures it",
    },
    {
      file: "reliability.md",
      keywords: ["load test", "overload", "denial of service", "crash"],
      story: "tests/load/ and tests/live/ try what it promises",
    },
  ],
};
