/** JSON-LD, which describes things for search engines. */
import { type FT, jsonForScript, type Renderable, Script } from "../../mod.ts";
import type { ScriptAttrs } from "../../types.ts";

/**
 * A thing that JSON-LD describes: a script element in a page, or a part of another thing.
 *
 * @example
 * ```ts
 * import { LdJson, LdThing } from "@fasthtml/fasthtml/ext/seo";
 * import { strictEqual } from "node:assert";
 *
 * const book = LdJson("Book", { name: "Emma" });
 * strictEqual(book instanceof LdThing, true);
 * ```
 */
export class LdThing implements Renderable {
  readonly #data: object;
  readonly #attrs: ScriptAttrs;

  /**
   * Takes the type and the properties by schema.org's names. Use {@linkcode LdJson}, which is
   * shorter.
   */
  constructor(type: string, data: object, attrs: ScriptAttrs) {
    this.#data = { "@type": type, ...data };
    this.#attrs = attrs;
  }

  /** Returns the data without the context, as a part of another thing. */
  toJSON(): object {
    return this.#data;
  }

  /** Returns the script element for a head. */
  __ft__(): FT {
    const json = jsonForScript({ "@context": "https://schema.org", ...this.#data });
    return Script(json, { type: "application/ld+json", ...this.#attrs });
  }
}

/**
 * Describes a thing of any type of schema.org for search engines. In a page it is a script element
 * with the attributes.
 *
 * @example
 * ```ts
 * import { render } from "@fasthtml/fasthtml";
 * import { LdContactPoint, LdOrg } from "@fasthtml/fasthtml/ext/seo";
 * import { strictEqual } from "node:assert";
 *
 * const support = LdContactPoint({ contactType: "support", email: "help@acme.example" });
 * strictEqual(
 *   render(LdOrg({ name: "Acme", contactPoint: [support] })),
 *   '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Organization",' +
 *     '"name":"Acme","contactPoint":[{"@type":"ContactPoint","contactType":"support",' +
 *     '"email":"help@acme.example"}]}</script>',
 * );
 * ```
 */
export function LdJson(type: string, data: object, attrs: ScriptAttrs = {}): LdThing {
  return new LdThing(type, data, attrs);
}

/** Properties of schema.org that a function below does not name. */
export interface LdMore {
  /** A property by its name. */
  [property: string]: unknown;
}

/**
 * Describes a way to contact an organization.
 *
 * @example
 * ```ts
 * import { render } from "@fasthtml/fasthtml";
 * import { LdContactPoint, LdOrg } from "@fasthtml/fasthtml/ext/seo";
 * import { match } from "node:assert";
 *
 * const support = LdContactPoint({ contactType: "support", email: "help@acme.example" });
 * match(`${render(LdOrg({ name: "Acme", contactPoint: [support] }))}`, /help@acme\.example/);
 * ```
 */
export function LdContactPoint(
  data: { contactType: string; email?: string; telephone?: string } & LdMore,
): LdThing {
  return LdJson("ContactPoint", data);
}

/**
 * Describes an organization.
 *
 * @example
 * ```ts
 * import { render } from "@fasthtml/fasthtml";
 * import { LdOrg } from "@fasthtml/fasthtml/ext/seo";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   render(LdOrg({ name: "Acme" })),
 *   '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Organization",' +
 *     '"name":"Acme"}</script>',
 * );
 * ```
 */
export function LdOrg(
  data: {
    name: string;
    url?: string;
    logo?: string;
    alternateName?: string;
    sameAs?: readonly string[];
    contactPoint?: readonly LdThing[];
  } & LdMore,
): LdThing {
  return LdJson("Organization", data);
}

/**
 * Describes a web site.
 *
 * @example
 * ```ts
 * import { render } from "@fasthtml/fasthtml";
 * import { LdWebsite } from "@fasthtml/fasthtml/ext/seo";
 * import { match } from "node:assert";
 *
 * const site = LdWebsite({ name: "Bread", url: "https://bread.example" });
 * match(`${render(site)}`, /"@type":"WebSite","name":"Bread","url":"https:\/\/bread.example"/);
 * ```
 */
export function LdWebsite(data: { name: string; url: string } & LdMore): LdThing {
  return LdJson("WebSite", data);
}

/**
 * Describes a course.
 *
 * @example
 * ```ts
 * import { render } from "@fasthtml/fasthtml";
 * import { LdCourse, LdOrg } from "@fasthtml/fasthtml/ext/seo";
 * import { match } from "node:assert";
 *
 * const course = LdCourse({
 *   name: "Bread",
 *   description: "Flour, water, salt",
 *   provider: LdOrg({ name: "Acme" }),
 * });
 * match(`${render(course)}`, /"@type":"Course","name":"Bread"/);
 * ```
 */
export function LdCourse(
  data: {
    name: string;
    description: string;
    provider: object;
    hasCourseInstance?: LdThing;
  } & LdMore,
): LdThing {
  return LdJson("Course", data);
}

/**
 * Describes an instance of a course.
 *
 * @example
 * ```ts
 * import { render } from "@fasthtml/fasthtml";
 * import { LdCourseInstance } from "@fasthtml/fasthtml/ext/seo";
 * import { match } from "node:assert";
 *
 * const may = LdCourseInstance({ startDate: "2027-05-03", endDate: "2027-05-28" });
 * match(`${render(may)}`, /"courseMode":"Online","startDate":"2027-05-03"/);
 * ```
 */
export function LdCourseInstance(
  data: {
    courseMode?: string;
    startDate?: string;
    endDate?: string;
    location?: object;
    instructor?: object;
  } & LdMore,
): LdThing {
  return LdJson("CourseInstance", { courseMode: "Online", ...data });
}
