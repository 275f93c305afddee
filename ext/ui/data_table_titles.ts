/** What columns are called, and the words of their values. */
/** Puts a name in words: `firstName` is "First name". */
export function titleOf(name: string): string {
  const words = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2").split(/[\s_.-]+/).filter(Boolean)
    .map((word) => word.toLowerCase());
  const text = words.join(" ") || name;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
