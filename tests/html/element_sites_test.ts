import { A, type Child, Div, fastApp, Fragment, Li, P, render, Ul } from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, rejects, throws } from "node:assert";
import { logged } from "../http/_app.ts";

const early = P(Symbol("early") as never);

// From the first application in development on.
const { app, rt } = fastApp({ debug: true, defaultHdrs: false, secretKey: "x".repeat(32) });

let handler: () => unknown;
rt("/", () => handler());

/** The first frame of the program in what the log has of an error. */
async function firstFrame(result: () => unknown): Promise<string | undefined> {
  handler = result;
  const [line] = await logged(async () => await (await app.request("/")).text());
  return /\n {4}(.*)/.exec(line!.join(" "))?.[1]?.replace(/\(file:.*\/(\w+\.ts):(\d+).*/, "$1 $2");
}

/** The line of this file that has a text. */
function lineOf(text: string): number {
  return Deno.readTextFileSync(new URL(import.meta.url)).split("\n")
    .findIndex((line) => line.includes(text)) + 1;
}

const Row = (value: unknown) => Li(P(value as Child)); // made in a component
class Broken {
  __ft__(): never {
    throw new Error("of __ft__"); // thrown
  }
}

Deno.test("An error of rendering names the line that made the element", async () => {
  const at = (maker: string, text: string) => `at ${maker} element_sites_test.ts ${lineOf(text)}`;
  const made = {
    map: await firstFrame(() => Div(Ul(["a"].map(() => Row(new Map()))))),
    symbol: await firstFrame(function named() {
      return P(Symbol("x") as never); // symbol
    }),
    attribute: await firstFrame(function link() {
      return Div(A("x", { href: (() => 1) as never })); // attribute
    }),
    promise: await firstFrame(async function late() {
      const value = await Promise.resolve(new Map());
      return Div(P(Promise.resolve(value as never))); // promise
    }),
    copy: await firstFrame(function copied() {
      return P("x").with(Symbol("y") as never); // copy
    }),
    fragment: await firstFrame(function all() {
      return Div(Fragment([Symbol("z") as never])); // fragment
    }),
    thrown: await firstFrame(() => Div(new Broken())),
  };
  deepStrictEqual(made, {
    map: at("<p> made by Row", "// made in a component"),
    symbol: at("<p> made by named", "// symbol"),
    attribute: at("<a> made by link", "// attribute"),
    promise: at("<p> made by late", "// promise"),
    copy: at("<p> made by copied", "// copy"),
    fragment: at("<> made by all", "// fragment"),
    thrown: at("Broken.__ft__", "// thrown"),
  });
});

Deno.test("An error that is thrown for two elements has the frames of the first", async () => {
  const error = new Error("shared");
  const fail = () => rejects(async () => await render(Div(P(Promise.reject(error)))), error);
  await fail();
  const { stack } = error;
  await fail();
  deepStrictEqual(error.stack, stack);
});

Deno.test("An element from before the first application in development has no line", () => {
  throws(() => `${early}`, (error: Error) => {
    doesNotMatch(error.stack!, /made/);
    return true;
  });
});
