/** Whether an answer is what an attack must come to. */
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import type { Answer } from "./socket.ts";
import type { Expectation } from "./types.ts";

/** Says what is wrong with an answer; nothing means that the program is safe. */
export function check(expect: Expectation, answer: Answer, host: string): string[] {
  const { status, body, headers, raw } = answer;
  if (status === 0) return ["no HTTP answer"];
  const values = (name: string) =>
    headers.filter(([key]) => key === name).map(([, value]) => value);
  const wrong: string[] = [];
  const refute = (isWrong: boolean, text: string) => void (isWrong && wrong.push(text));
  refute(expect.status ? !expect.status.includes(status) : status >= 500, `status ${status}`);
  for (const text of expect.body_lacks ?? []) refute(body.includes(text), `body has ${text}`);
  for (const text of expect.body_has ?? []) refute(!body.includes(text), `body lacks ${text}`);
  for (const [name, pattern] of entries(expect.header_has, expect.header_has2)) {
    const test = new RegExp(pattern, "i");
    refute(!values(name).some((value) => test.test(value)), `${name}: lacks ${pattern}`);
  }
  for (const [name, text] of entries(expect.header_lacks)) {
    const part = text.trim().toLowerCase();
    refute(
      values(name).some((value) => value.toLowerCase().includes(part)),
      `${name}: has ${text}`,
    );
  }
  const { one_header: one, count_header: count, attr } = expect;
  refute(one !== undefined && values(one).length > 1, `${one} twice`);
  refute(
    count !== undefined && values(count.name).length !== count.n,
    `${count?.name} not so often`,
  );
  refute(body.length > (expect.max_body ?? Infinity), `body of ${body.length}`);
  refute(raw.split("HTTP/1.1 ").length - 1 > (expect.max_responses ?? Infinity), "more answers");
  if (attr) {
    const attrs = elements(body, "div")[0]?.attrs ?? [];
    const isSame = attrs.length === 1 && attrs[0]!.name === attr.name &&
      attrs[0]!.value === attr.value;
    refute(!isSame, `attributes ${JSON.stringify(attrs)}`);
  }
  for (const scheme of expect.href_scheme_not ?? []) {
    const hrefs = elements(body, "a").flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name === "href").map(({ value }) => value)
    );
    refute(hrefs.some((href) => toScheme(href) === scheme), `href ${hrefs}`);
  }
  const isHere = (place: string) => isSameOrigin(place, host);
  if (expect.loc_same_origin) refute(!values("location").every(isHere), "location elsewhere");
  if (expect.hx_same_origin) {
    const names = ["hx-redirect", "hx-location", "hx-push-url", "hx-replace-url"];
    refute(!names.flatMap(values).every(isHere), "htmx led elsewhere");
  }
  if (expect.json_equals !== undefined) {
    refute(body !== JSON.stringify(expect.json_equals), `body ${body.slice(0, 80)}`);
  }
  return wrong;
}

function entries(...records: (Readonly<Record<string, string>> | undefined)[]): [string, string][] {
  return records.flatMap((record) => Object.entries(record ?? {}));
}

type Node = DefaultTreeAdapterTypes.Node;

function elements(html: string, tag: string): DefaultTreeAdapterTypes.Element[] {
  const all = (node: Node): DefaultTreeAdapterTypes.Element[] => [
    ...("tagName" in node && node.tagName === tag ? [node] : []),
    ...("childNodes" in node ? node.childNodes.flatMap(all) : []),
  ];
  return all(parseFragment(html));
}

/** The scheme as a browser reads it: it drops spaces and control characters. */
function toScheme(href: string): string {
  return href.replace(/[\0-\x20]/g, "").split(":")[0]!.toLowerCase();
}

function isSameOrigin(place: string, host: string): boolean {
  return URL.parse(place, `http://${host}`)?.host === host;
}
