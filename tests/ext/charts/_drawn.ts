/** The elements of one name in a chart, as attributes with what is in them. */
export function drawn(chart: unknown, name: string): string[] {
  return [...`${chart}`.matchAll(new RegExp(`<${name} ([^>]*)>(?:([^<]*)</${name}>)?`, "g"))]
    .map(([, attrs, text]) => [attrs, text].filter(Boolean).join(" | "));
}

/** The cells of a chart's table, row by row. */
export function cells(chart: unknown): string[] {
  return [...`${chart}`.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
    row!.replace(/<\/t[hd]><t[hd][^>]*>/g, " | ").replace(/<[^>]*>/g, "")
  );
}
