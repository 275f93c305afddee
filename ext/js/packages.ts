/** The npm packages of the JavaScript libraries. */
// deno-lint-ignore-file no-import-prefix -- here and in import.meta.resolve the version must be the same
import { NpmPackage } from "../../mod.ts";

/** The packages in Deno's cache. The application that has one in its head serves it. */
export const packages = {
  dompurify: (): NpmPackage => new NpmPackage(import.meta.resolve("npm:dompurify@3.4.18")),
  highlight: (): NpmPackage =>
    new NpmPackage(import.meta.resolve("npm:@highlightjs/cdn-assets@11.12.0/highlight.min.js")),
  katex: (): NpmPackage => new NpmPackage(import.meta.resolve("npm:katex@0.19.1")),
  marked: (): NpmPackage => new NpmPackage(import.meta.resolve("npm:marked@18.2.1")),
  mermaid: (): NpmPackage => new NpmPackage(import.meta.resolve("npm:@mermaid-js/tiny@11.17.2")),
  plotly: (): NpmPackage =>
    new NpmPackage(import.meta.resolve("npm:plotly.js-basic-dist-min@4.1.1")),
  sortable: (): NpmPackage => new NpmPackage(import.meta.resolve("npm:sortablejs@1.15.7")),
};

/** Never called. Imports bring the packages into Deno's cache even if they do not run. */
export const inGraph = (): Promise<unknown>[] => [
  import("npm:dompurify@3.4.18", { with: { type: "text" } }),
  import("npm:@highlightjs/cdn-assets@11.12.0/highlight.min.js", { with: { type: "text" } }),
  import("npm:katex@0.19.1", { with: { type: "text" } }),
  import("npm:marked@18.2.1", { with: { type: "text" } }),
  import("npm:@mermaid-js/tiny@11.17.2", { with: { type: "text" } }),
  import("npm:plotly.js-basic-dist-min@4.1.1", { with: { type: "text" } }),
  import("npm:sortablejs@1.15.7", { with: { type: "text" } }),
];
