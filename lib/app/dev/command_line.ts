/** Development: the command line that this process was started with, so that it can be started again. */

/** What Deno was told before the program's own arguments. */
export interface CommandLine {
  /** Subcommand, flags and the main module: `["run", "-A", "main.ts"]`. */
  readonly own: readonly string[];
  /** Whether the operating system has said so; else it is made of the permissions granted. */
  readonly isExact: boolean;
}

/** The command line of this process; asks for no permission. */
export function readCommandLine(): CommandLine {
  const all = READERS[Deno.build.os]?.();
  if (all) return { own: all.slice(1, all.length - Deno.args.length), isExact: true };
  const granted = PERMISSIONS.filter((name) => {
    // A permission with exceptions is left out: without them, the program could do more than before.
    const { state, partial } = Deno.permissions.querySync({ name });
    return state === "granted" && !partial;
  });
  const flags = granted.map((name) => `--allow-${name}`);
  return { own: ["run", ...flags, Deno.mainModule], isExact: false };
}

/** The arguments that start the program once more. */
export function toRunArgs({ own }: CommandLine): string[] {
  // The first start has loaded the dependencies anew.
  return own.filter((arg) => !/^(-r|--reload)(=|$)/.test(arg));
}

/** The arguments for `deno info`, which resolves imports by the same files. */
export function toInfoArgs({ own }: CommandLine): string[] {
  return own.flatMap((arg, i) => {
    if (/^(-c|--config|--import-map|--cert)$/.test(arg)) return [arg, own[i + 1]!];
    const isKept = /^(-c|--(config|import-map|cert|lock|node-modules-dir|vendor|conditions))=/
      .test(arg) || /^--(no-(config|lock|remote|npm)|cached-only|unstable-.*)$/.test(arg);
    return isKept ? [arg] : [];
  });
}

const PERMISSIONS = ["read", "write", "net", "env", "run", "sys", "ffi", "import"] as const;

/** Read the arguments where the permissions allow it: of the system's own interfaces, with `-A`. */
const READERS: Partial<Record<typeof Deno.build.os, () => string[] | undefined>> = {
  linux: () => {
    const path = "/proc/self/cmdline";
    if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return;
    try {
      return Deno.readTextFileSync(path).split("\0").slice(0, -1);
    } catch (error) {
      // Deno reports plain --allow-read as "granted", but wants --allow-all for this file.
      if (error instanceof Deno.errors.NotCapable) return;
      throw error;
    }
  },
  darwin: () => {
    if (!mayCallLibraries()) return;
    const pointer = { parameters: [], result: "pointer" } as const;
    const { symbols } = Deno.dlopen("/usr/lib/libSystem.B.dylib", {
      _NSGetArgc: pointer,
      _NSGetArgv: pointer,
    });
    const count = new Deno.UnsafePointerView(symbols._NSGetArgc()!).getInt32();
    const list = new Deno.UnsafePointerView(symbols._NSGetArgv()!).getPointer();
    return readStrings(list!, count, 1);
  },
  windows: () => {
    if (!mayCallLibraries()) return;
    const kernel = Deno.dlopen("kernel32.dll", {
      GetCommandLineW: { parameters: [], result: "pointer" },
    });
    const shell = Deno.dlopen("shell32.dll", {
      CommandLineToArgvW: { parameters: ["pointer", "buffer"], result: "pointer" },
    });
    const count = new Int32Array(1);
    const list = shell.symbols.CommandLineToArgvW(kernel.symbols.GetCommandLineW(), count);
    return readStrings(list!, count[0]!, 2);
  },
};

function mayCallLibraries(): boolean {
  const { state, partial } = Deno.permissions.querySync({ name: "ffi" });
  return state === "granted" && !partial;
}

/** Reads a list of C strings: of UTF-8 where a unit has one byte, of UTF-16 where it has two. */
export function readStrings(list: Deno.PointerObject, count: number, bytes: 1 | 2): string[] {
  const view = new Deno.UnsafePointerView(list);
  return Array.from({ length: count }, (_, i) => {
    const text = new Deno.UnsafePointerView(view.getPointer(i * 8)!);
    if (bytes === 1) return text.getCString();
    const units = [];
    for (let unit; (unit = text.getUint16(units.length * 2)) !== 0;) units.push(unit);
    return String.fromCharCode(...units);
  });
}
