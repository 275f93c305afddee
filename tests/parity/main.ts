/**
 * Compares this project with what FastHTML really answered: `deno task parity`.
 *
 * @module
 */
import { goldenPath } from "../_golden.ts";
import { dataParity } from "./data.ts";
import { ftParity, type Parity } from "./ft.ts";
import { httpParity } from "./http.ts";
import { wsParity } from "./ws.ts";

const folder = goldenPath(".");

const sections: Record<string, (folder: string) => Promise<Parity>> = {
  ft: ftParity,
  data: dataParity,
  http: httpParity,
  ws: wsParity,
};

for (const [name, run] of Object.entries(sections)) {
  const { same, different, unexplained } = await run(folder);
  // deno-lint-ignore no-console
  console.log(
    [
      `${name}: ${same} same, ${different.length} different on purpose, ${unexplained.length} unexplained`,
      ...unexplained,
    ]
      .join("\n  "),
  );
  if (unexplained.length > 0) Deno.exitCode = 1;
}
