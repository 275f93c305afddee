/** The files of a program's folder that may have class names in them. */
import { addClasses, addWords } from "./words.ts";

/** Programs, of which strings are read, and texts, of which only `class` attributes are. */
const PROGRAM = /\.[cm]?[jt]sx?$/;
const TEXT = /\.(?:html|md|mdx|svg)$/;

/** Tests show no pages to users, and declarations have no strings. */
const LEFT_OUT = /(?:[._]test|\.d)\.[cm]?[jt]sx?$/;
const FOLDERS_LEFT_OUT = ["node_modules", "test", "tests"];

/** Bytes of a file. A larger one is a library for the browser, or no text. */
const LARGEST = 1 << 20;

/** Files and folders. A program in a home folder would otherwise read all of it. */
const MOST_ENTRIES = 20_000;

/**
 * Adds the words of all files below a folder. Links are followed, each folder is read once, and
 * files that cannot be read are told of.
 */
export function addWordsOfFolder(folder: string, words: Set<string>, most = MOST_ENTRIES): void {
  const seen = new Set<string>();
  let count = 0;
  const visit = (path: string): void => {
    const real = Deno.realPathSync(path);
    if (seen.has(real)) return;
    seen.add(real);
    for (const { name, ...entry } of Deno.readDirSync(path)) {
      if (name.startsWith(".") || FOLDERS_LEFT_OUT.includes(name)) continue;
      if (++count > most) throw toTooLarge(folder, most);
      const below = `${path}/${name}`;
      const info = entry.isSymlink ? orTold(below, () => Deno.statSync(below)) : entry;
      if (info?.isDirectory) orTold(below, () => visit(below));
      else if (info?.isFile) addWordsOfFile(below, words);
    }
  };
  visit(folder);
}

function addWordsOfFile(path: string, words: Set<string>): void {
  const isProgram = PROGRAM.test(path);
  if (!isProgram && !TEXT.test(path) || LEFT_OUT.test(path)) return;
  const text = orTold(path, () => {
    const { size } = Deno.statSync(path);
    if (size <= LARGEST) return Deno.readTextFileSync(path);
    tell(path, `it has ${size} bytes, expected ${LARGEST} at most`);
  });
  // A film may end in .ts, too.
  if (text === undefined || text.includes("\0")) return;
  if (isProgram) addWords(text, words);
  else addClasses(text, words);
}

/** What a function returns, or undefined if the file system does not let it, which is told. */
function orTold<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { NotFound, NotCapable, PermissionDenied, FilesystemLoop } = Deno.errors;
    const kinds = [NotFound, NotCapable, PermissionDenied, FilesystemLoop];
    if (!kinds.some((kind) => error instanceof kind)) throw error;
    tell(path, (error as Error).message);
  }
}

function tell(path: string, why: string): void {
  // deno-lint-ignore no-console -- names in it would be missing, and nothing else shows that
  console.warn(`No class names of ${path}: ${why}`);
}

function toTooLarge(folder: string, most: number): RangeError {
  return new RangeError(
    `Cannot find class names: more than ${most} files and folders below ${folder}, ` +
      "expected fewer: name the program's own by the option folder",
  );
}
