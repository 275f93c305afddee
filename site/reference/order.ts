/** What a page of the reference begins with. */
import type { Subject } from "./subjects.ts";

/** The names that a page begins with; others follow in the order of their files. */
const FIRST: Record<string, readonly string[]> = {
  attributes: ["GlobalAttrs"],
  "htmx-attributes": ["HxAttrs"],
  app: ["fastApp", "FastHTML", "serve"],
  options: ["FastHTMLOptions", "FastAppOptions", "ServeOptions"],
  routes: ["RtFunction", "RouteMaker", "APIRouter"],
  request: ["RequestContext", "HandlerContext"],
  sessions: ["signIn", "signOut", "Session"],
  database: ["database", "Database"],
  tables: ["DataTable", "TableVerbs"],
  live: ["EventStream", "Channel"],
  jobs: ["jobs", "Jobs"],
};

/** The place of a name among those that its page begins with; undefined for others. */
export function placeOf({ slug }: Subject, name: string): number | undefined {
  const place = FIRST[slug]?.indexOf(name) ?? -1;
  return place < 0 ? undefined : place;
}
