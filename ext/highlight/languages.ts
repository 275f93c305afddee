/** The languages that have colors: each is a module of its own, and only these are loaded. */
// @ts-types="./types.ts"
import core from "highlight.js/lib/core";
// @ts-types="./languages/types.ts"
import bash from "highlight.js/lib/languages/bash";
// @ts-types="./languages/types.ts"
import css from "highlight.js/lib/languages/css";
// @ts-types="./languages/types.ts"
import diff from "highlight.js/lib/languages/diff";
// @ts-types="./languages/types.ts"
import dockerfile from "highlight.js/lib/languages/dockerfile";
// @ts-types="./languages/types.ts"
import ini from "highlight.js/lib/languages/ini";
// @ts-types="./languages/types.ts"
import javascript from "highlight.js/lib/languages/javascript";
// @ts-types="./languages/types.ts"
import json from "highlight.js/lib/languages/json";
// @ts-types="./languages/types.ts"
import markdown from "highlight.js/lib/languages/markdown";
// @ts-types="./languages/types.ts"
import nginx from "highlight.js/lib/languages/nginx";
// @ts-types="./languages/types.ts"
import plaintext from "highlight.js/lib/languages/plaintext";
// @ts-types="./languages/types.ts"
import python from "highlight.js/lib/languages/python";
// @ts-types="./languages/types.ts"
import sql from "highlight.js/lib/languages/sql";
// @ts-types="./languages/types.ts"
import typescript from "highlight.js/lib/languages/typescript";
// @ts-types="./languages/types.ts"
import xml from "highlight.js/lib/languages/xml";
// @ts-types="./languages/types.ts"
import yaml from "highlight.js/lib/languages/yaml";
import type { Highlighter } from "./types.ts";

/** highlight.js with the languages, which has no state but them. */
export const hljs: Highlighter = core.newInstance();

const LANGUAGES = {
  bash,
  css,
  diff,
  dockerfile,
  ini,
  javascript,
  json,
  markdown,
  nginx,
  plaintext,
  python,
  sql,
  typescript,
  xml,
  yaml,
};

for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
