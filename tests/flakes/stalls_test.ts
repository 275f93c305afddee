import { readFileSync } from "node:fs";
import { until } from "../_within.ts";
import { Stalls } from "./stalls.ts";

Deno.test({
  name: "Stalls stops a process and what it has started, and lets them go on",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const args = ["-c", "echo; sleep 600 & sleep 600 & wait"];
    const process = new Deno.Command("sh", { args, stdout: "piped", detached: true }).spawn();
    const reader = process.stdout.getReader();
    await reader.read();
    const state = (pid: number) => /\) (.)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))![1];
    const children = () =>
      readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ");
    await until(30, "two of them", () => children().length === 2);
    const all = [process.pid, ...children().map(Number)];
    const stalls = new Stalls(process.pid);
    const seen = new Set<number>();
    try {
      await until(300, "each of them is stopped", () => {
        for (const pid of all) if (state(pid) === "T") seen.add(pid);
        return seen.size === all.length;
      });
      stalls.end();
      await until(30, "all go on", () => all.every((pid) => state(pid) !== "T"));
    } finally {
      stalls.end();
      Deno.kill(-process.pid, "SIGKILL");
      await process.status;
      await reader.cancel();
    }
  },
});
