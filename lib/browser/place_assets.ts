/** Finds the files that the parts of pages load, so that an application serves them. */
import type { Child } from "../html/mod.ts";
import type { BasePath } from "../http/base_path.ts";
import { Asset, AssetPart, type ServedFiles } from "./asset.ts";
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
