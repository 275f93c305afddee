/** Development: which files a program is made of, and when one of them has changed. */
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Milliseconds without a change after which an editor, or git, has finished writing. */
const QUIET = 40;

/** Milliseconds after which files that change all the time are looked at nevertheless. */
const LONGEST = 1000;

/**
 * Watches the modules that a program imports, wherever they are, and what else it names. Files that
 * it only reads or writes, such as a database, are no part of it.
 *
 * Folders are watched, not files: many editors save by putting a new file in the old one's place.
 * What counts then is whether a file differs from what it was when the program was started.
 */
export class SourceWatch {
  readonly #main: string;
  readonly #infoArgs: readonly string[];
  /** What each file was like at the start of the program. */
  #files = new Map<string, string>();
  /** Modules that the program has imported while it ran. */
  readonly #imported = new Set<string>();
  /** Files and folders that the program names; each with its watcher. */
  readonly #named = new Map<string, Deno.FsWatcher>();
  #watcher: Deno.FsWatcher | undefined;
  #folders = "";
  #names = new Set<string>();
  #begun = Date.now();
  #changed = Promise.withResolvers<void>();
  #first: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes the URL of the main module, and what `deno info` needs to resolve as the program does. */
  constructor(main: string, infoArgs: readonly string[]) {
    this.#main = main;
    this.#infoArgs = infoArgs;
    this.#files = new Map([...toConfigs(main), fileURLToPath(main)].map((path) => [path, ""]));
  }

  /** Resolves when a file differs from what it was at the last start. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** Notes that the program is started now, from the files as they are. */
  begin(): void {
    this.#begun = Date.now();
    this.#changed = Promise.withResolvers();
    this.#imported.clear();
    for (const path of this.#files.keys()) this.#files.set(path, signatureOf(path));
    this.#watch();
  }

  /** Adds a module that the program imports while it runs. */
  addImport(url: string): void {
    if (!isOwn(url)) return;
    const path = fileURLToPath(url);
    this.#imported.add(path);
    if (this.#files.has(path)) return;
    this.#add(path);
    this.#wait();
  }

  /** Adds a file, or a folder with all below it. */
  addNamed(path: string): void {
    if (this.#named.has(path)) return;
    const watcher = Deno.watchFs(path);
    this.#named.set(path, watcher);
    (async () => {
      for await (const { kind } of watcher) if (kind !== "access") this.#changed.resolve();
    })();
    // The program may have read it before it was watched.
    if (newestIn(path) > this.#begun) this.#changed.resolve();
  }

  /** Finds out what the program's modules import by name. */
  async findImports(): Promise<void> {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", ...this.#infoArgs, this.#main],
      env: { NO_COLOR: "1" },
      stderr: "null",
    }).output();
    // What Deno can't read now, the program can't either, and its own words say why.
    if (!success) return;
    const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
      modules: { specifier: string }[];
    };
    const urls = modules.map(({ specifier }) => specifier).filter(isOwn);
    const paths = [...toConfigs(this.#main), ...urls.map((url) => fileURLToPath(url))];
    const before = this.#files;
    this.#files = new Map();
    for (const path of new Set([...paths, ...this.#imported])) {
      const known = before.get(path);
      if (known !== undefined) this.#files.set(path, known);
      else this.#add(path);
    }
    this.#watch();
  }

  #add(path: string): void {
    this.#files.set(path, signatureOf(path));
    // Saved after the program was started, so that it may have read what was there before.
    if (timeOf(path) > this.#begun) this.#changed.resolve();
  }

  /** Watches the folders of all files, and those that their links lead to. */
  #watch(): void {
    const folders = new Set<string>();
    this.#names = new Set();
    for (const path of this.#files.keys()) {
      for (const place of new Set([path, toRealPath(path)])) {
        let folder = place;
        do {
          this.#names.add(basename(folder));
          folder = dirname(folder);
        } while (!exists(folder));
        folders.add(folder);
        this.#names.add(basename(folder));
      }
    }
    const all = [...folders].sort();
    if (all.join("\0") === this.#folders) return;
    const watcher = orAbsent(() => Deno.watchFs(all, { recursive: false }));
    // A folder has gone since it was looked for.
    if (!watcher) return this.#wait();
    this.#folders = all.join("\0");
    this.#watcher?.close();
    this.#watcher = watcher;
    (async () => {
      for await (const { kind, paths } of watcher) {
        if (kind === "access") continue;
        if (kind === "other" || paths.some((path) => this.#names.has(basename(path)))) this.#wait();
      }
    })();
    // For what has changed while nothing was watched.
    this.#wait();
  }

  /** Waits until the files are quiet: two saves, or a thousand files of git, are one change. */
  #wait(): void {
    const now = Date.now();
    this.#first ??= now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#check(),
      Math.max(0, Math.min(QUIET, this.#first + LONGEST - now)),
    );
  }

  #check(): void {
    this.#first = undefined;
    for (const [path, signature] of this.#files) {
      if (signature !== signatureOf(path)) return this.#changed.resolve();
    }
    // A folder that was not there may be there now.
    this.#watch();
  }
}

/** Whether a module is a file that its developer writes. */
function isOwn(url: string): boolean {
  return url.startsWith("file:") && !/\/node_modules\/|\/npm\/registry\.npmjs\.org\//.test(url);
}

/** The configuration beside the main module, and what there is in the folders above it. */
function toConfigs(main: string): string[] {
  const beside = (folder: string) => CONFIGS.map((name) => `${folder}/${name}`);
  const own = dirname(fileURLToPath(main));
  const paths = beside(own);
  for (let at = own, above; (above = dirname(at)) !== at; at = above) {
    paths.push(...beside(above).filter(exists));
  }
  return paths;
}

const CONFIGS = ["deno.json", "deno.jsonc", "package.json"];

/** What differs when a file has been written, or another is in its place. */
function signatureOf(path: string): string {
  const info = statOf(path);
  return info ? [info.mtime?.getTime(), info.size, info.ino].join() : "absent";
}

function timeOf(path: string): number {
  return statOf(path)?.mtime?.getTime() ?? 0;
}

/** When a file, or the last one of a folder, was written. */
function newestIn(path: string): number {
  const below = statOf(path)?.isDirectory ? orAbsent(() => [...Deno.readDirSync(path)]) ?? [] : [];
  return below.reduce(
    (newest, { name, isSymlink }) =>
      Math.max(newest, (isSymlink ? timeOf : newestIn)(`${path}/${name}`)),
    timeOf(path),
  );
}

function exists(path: string): boolean {
  return statOf(path) !== undefined;
}

function statOf(path: string): Deno.FileInfo | undefined {
  return orAbsent(() => Deno.statSync(path));
}

function toRealPath(path: string): string {
  return orAbsent(() => Deno.realPathSync(path)) ?? path;
}

function orAbsent<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { NotFound, NotADirectory, FilesystemLoop } = Deno.errors;
    if ([NotFound, NotADirectory, FilesystemLoop].some((kind) => error instanceof kind)) return;
    throw error;
  }
}
