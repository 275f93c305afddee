/** A list of a thousand rows that loads the next twenty when you scroll to its end. */
import { A, database, fastApp, Li, serve, Strong, Ul } from "@fasthtml/fasthtml";
import { AuthPage, Badge, ui } from "@fasthtml/fasthtml/ext/ui";

class Star {
  id = 0;
  name = "";
  lightYears = 0;

  __ft__() {
    return Li(Strong(this.name), Badge(`${this.lightYears} light-years`));
  }
}

const stars = database(":memory:").create(Star);
stars.insertAll(Array.from({ length: 1000 }, (_, i) => ({
  name: `Star ${i + 1}`,
  lightYears: 4 + i * 7,
})));

export const { app, rt } = fastApp({ ...ui({ css: css() }), csp: true });

const index = rt.get("/", { after: "" }, ({ after, htmx }) => {
  const { rows, next } = stars.page({ orderBy: "lightYears", size: 20, after });
  const items = [rows, next && More(next)];
  if (htmx.request) return items;
  return AuthPage({ title: "Stars", brand: "The sky", home: index }, Ul({ id: "stars" }, items));
});

/** The last item: htmx replaces it with the next page when it comes into view. */
function More(after: string) {
  const href = index.to({ after });
  const load = { hx_get: href, hx_trigger: "revealed", hx_target: "closest li" } as const;
  return Li(A({ href, ...load, hx_swap: "outerHTML" }, "Load more"));
}

function css() {
  return `#stars { padding: 0; list-style: none }
    #stars li { display: flex; justify-content: space-between; padding-block: .35rem;
      border-block-end: 1px solid var(--ui-line) }`;
}

serve(app);
