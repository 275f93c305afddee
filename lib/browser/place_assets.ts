/** Finds the files that the parts of pages load, so that an application serves them. */
import type { Child } from "../html/mod.ts";
import type { BasePath } from "../http/base_path.ts";
import type { Route } from "../http/routing/route.ts";
import { Asset, AssetPart, type ServedFiles, type ServingApp } from "./asset.ts";
import { NpmPackage } from "./npm_package.ts";

/** Sets the base path of a page's parts, and finds the files that they need, each once. */
export function placeAssets(
  parts: readonly Child[],
  basePath: BasePath,
): { parts: Child[]; files: Iterable<ServedFiles> } {
  const found = new Map<string, ServedFiles>();
  const add = (files: ServedFiles) => {
    found.set(files.path, files);
    if (files instanceof Asset) files.place(basePath);
  };
  const place = (part: Child): Child => {
    if (Array.isArray(part)) return part.map(place);
    if (part instanceof NpmPackage || part instanceof Asset) add(part);
    else if (part instanceof AssetPart) part.files.forEach(add);
    else return part;
    // An instance of a class: a leading object literal would be read as the head's attributes.
    return new AssetPart([], () => part.__ft__(basePath.base));
  };
  return { parts: parts.map(place), files: found.values() };
}

/** Where an application has the files that its pages load. */
export const FILES: unique symbol = Symbol("files");

/** The files that the pages of an application load. */
export class PageFiles {
  readonly #all = new Map<string, ServedFiles>();
  #app: ServingApp | undefined;

  /** Sets the base path of parts, and adds a route for each file that they are the first to have. */
  place(
    parts: readonly Child[],
    basePath: BasePath,
    routes: { addOwn(route: Route): void },
  ): Child[] {
    const { parts: placed, files } = placeAssets(parts, basePath);
    for (const file of files) {
      if (this.#all.has(file.path)) continue;
      this.#all.set(file.path, file);
      routes.addOwn(file.route());
      if (this.#app) file.join?.(this.#app);
    }
    return placed;
  }

  /** Tells all files, those that come later, too, which application has them. */
  join(app: ServingApp): void {
    this.#app = app;
    for (const file of this.#all.values()) file.join?.(app);
  }

  /** Makes what is not made yet. */
  async prepare(): Promise<void> {
    await Promise.all([...this.#all.values()].map((file) => file.prepare?.()));
  }
}
