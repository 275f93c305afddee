import { deepStrictEqual, strictEqual } from "node:assert";
import { isSettled, isUnchanged } from "../../../lib/http/reply/unchanged.ts";

const info = await Deno.stat(new URL(import.meta.url));
const before = { ...info, ino: 7, dev: 8, ctime: new Date(1000), mtime: new Date(2000) };

Deno.test("isUnchanged() notices another file, another size and each time, also a missing one", () => {
  const others: Partial<Deno.FileInfo>[] = [
    { ino: 9 },
    { dev: 9 },
    { size: info.size + 1 },
    { ctime: new Date(1001) },
    { mtime: new Date(1999) },
    { ctime: null },
    { mtime: null },
  ];
  deepStrictEqual(others.filter((other) => isUnchanged(before, { ...before, ...other })), []);
  const same = { ...before, ctime: new Date(1000), mtime: new Date(2000), atime: new Date() };
  strictEqual(isUnchanged(before, same), true);
});

Deno.test("isSettled() waits three seconds, and trusts no file without its times and number", () => {
  const { now } = Date;
  try {
    Date.now = () => 4000;
    strictEqual(isSettled(before), true);
    const others: Partial<Deno.FileInfo>[] = [
      { ctime: new Date(1001) },
      { ctime: new Date(9000) },
      { ctime: null },
      { ino: null },
    ];
    deepStrictEqual(others.filter((other) => isSettled({ ...before, ...other })), []);
  } finally {
    Date.now = now;
  }
});
