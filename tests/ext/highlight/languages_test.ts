import { deepStrictEqual } from "node:assert";
import { highlightHtml } from "../../../ext/highlight.ts";

Deno.test("each language has colors, under the names that people write", () => {
  const cases: Record<string, string> = {
    "bash sh zsh": "if true; then echo a; fi",
    "css": "a { color: red }",
    "diff patch": "+a",
    "dockerfile docker": "FROM debian",
    "html xml svg": "<a>",
    "ini toml": "a = 1",
    "javascript js jsx mjs": "let a",
    "json jsonc": '{"a": 1}',
    "markdown md": "# a",
    "nginx nginxconf": "server { listen 80; }",
    "python py": "def a(): pass",
    "sql": "select 1",
    "typescript ts tsx": "interface A {}",
    "yaml yml": "a: 1",
  };
  const plain = Object.entries(cases).flatMap(([names, text]) =>
    names.split(" ").filter((name) => !highlightHtml(text, name).includes('<span class="hljs-'))
  );
  deepStrictEqual(plain, []);
});
