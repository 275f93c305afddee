import { deepStrictEqual, strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import {
  LdContactPoint,
  LdCourse,
  LdCourseInstance,
  LdJson,
  LdOrg,
  LdWebsite,
} from "../../../ext/seo.ts";

Deno.test("JSON-LD is a script in a page, and data in other JSON-LD", () => {
  const course = LdCourse({
    name: "N",
    description: "D",
    provider: LdJson("Organization", { name: "P" }),
    hasCourseInstance: LdCourseInstance({ startDate: "2026-01-01" }),
  });
  const [, json] = /^<script type="application\/ld\+json">(.*)<\/script>$/.exec(
    `${render(course)}`,
  )!;
  deepStrictEqual(JSON.parse(json!), {
    "@context": "https://schema.org",
    "@type": "Course",
    name: "N",
    description: "D",
    provider: { "@type": "Organization", name: "P" },
    hasCourseInstance: { "@type": "CourseInstance", courseMode: "Online", startDate: "2026-01-01" },
  });
});

Deno.test("LdJson() gives its script element attributes", () => {
  strictEqual(
    `${render(LdJson("Thing", { name: "N" }, { id: "ld" }))}`,
    '<script type="application/ld+json" id="ld">' +
      '{"@context":"https://schema.org","@type":"Thing","name":"N"}</script>',
  );
});

Deno.test("JSON-LD can't end its script", () => {
  const name = "</script><script>alert(1)</script>";
  const html = `${render(LdWebsite({ name, url: "https://n" }))}`;
  strictEqual(html.match(/<\/script>/g)?.length, 1);
  strictEqual(
    JSON.stringify(LdContactPoint({ contactType: "a" })),
    '{"@type":"ContactPoint","contactType":"a"}',
  );
});

Deno.test("each function of JSON-LD names its type, and takes properties of any name", () => {
  const more = { name: "N", url: "https://n", inLanguage: "en" };
  deepStrictEqual([LdOrg(more), LdWebsite(more)].map((thing) => thing.toJSON()), [
    { "@type": "Organization", ...more },
    { "@type": "WebSite", ...more },
  ]);
  deepStrictEqual(LdCourseInstance({ courseMode: "Onsite" }).toJSON(), {
    "@type": "CourseInstance",
    courseMode: "Onsite",
  });
});
