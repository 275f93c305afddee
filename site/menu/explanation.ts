/** The menu of explanation. */
import type { Section } from "./types.ts";

/** How it works, and why. */
export const explanation: Section = {
  title: "Explanation",
  pages: [
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
      title: "Speed and memory",
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
