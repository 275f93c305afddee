/** The pages of the gallery: all programs as cards, and each beside its source. */
import {
  A,
  B,
  Code,
  Div,
  Fieldset,
  Figcaption,
  Figure,
  Fragment,
  type FT,
  H2,
  Iframe,
  Img,
  Input,
  Label,
  Legend,
  Li,
  Ol,
  P,
  Section,
  Span,
  Ul,
} from "@fasthtml/fasthtml";
import { Icon } from "@fasthtml/fasthtml/ext/icons";
import { existsSync } from "node:fs";
import { CodeBlock } from "../code.ts";
import { pathOf } from "../links.ts";
import { toProse } from "../markdown.ts";
import type { SitePage } from "../page.ts";
import { type GalleryProgram, LEVELS, PROGRAMS, TAGS, toName } from "./list.ts";
import { FOLDER, RUN } from "./run.ts";

/** Where the stories leave the pictures of programs: `deno task site:pictures`. */
export const PICTURES: URL = new URL("../pictures/gallery/", import.meta.url);

const ABOUT = `${PROGRAMS.length} programs of at most 60 lines: try each in this page, read its ` +
  `source, and copy it into a file of your own.`;

const ABOUT_STATIC = `${PROGRAMS.length} programs of at most 60 lines: read the source of each, ` +
  `and copy it into a file of your own.`;

/** What is shown where a filter leaves nothing. */
const NOTHING = P({ cls: "gallery-nothing" }, "No program is of this level and about this.");

/** How the pages are made. */
export interface GalleryLooks {
  /** The prefix of the site's URLs. */
  readonly base: string;
  /** Whether the programs run: not where the site is static files. */
  readonly runs: boolean;
}

/** Makes all pages of the gallery. */
export function galleryPages(looks: GalleryLooks): SitePage[] {
  return [indexPage(looks), ...PROGRAMS.map((program) => programPage(program, looks))];
}

/** The URL of a program's picture, where it has been taken. */
export function pictureOf(program: GalleryProgram): string | undefined {
  const file = `${program.file}.png`;
  return existsSync(new URL(file, PICTURES)) ? `/files/gallery/${file}` : undefined;
}

function indexPage(looks: GalleryLooks): SitePage {
  const about = looks.runs ? ABOUT : ABOUT_STATIC;
  return {
    path: "/gallery/",
    title: "Gallery",
    label: "Gallery",
    description: about,
    kind: "index",
    section: "Gallery",
    isWide: true,
    content: Fragment(P(about), filterOf(), cards(looks), NOTHING),
    headings: [],
    sections: [{
      id: "",
      title: "Gallery",
      text: about,
      keywords: ["examples", "demo", "showcase"],
    }],
    names: [],
    markdown: `# Gallery\n\n${about}\n\n${
      PROGRAMS.map((program) => `- [${program.title}](${toPath(program)}): ${program.text}`)
        .join("\n")
    }\n`,
  };
}

/** Radio buttons that a style sheet reads, so that they work without a script. */
function filterOf(): FT {
  const choices = (name: string, legend: string, all: readonly string[]) =>
    Fieldset(
      Legend(legend),
      ["All", ...all].map((text, at) => {
        const id = `${name}-${text.toLowerCase()}`;
        return Label(Input({ type: "radio", name, id, checked: at === 0 }), Span(text));
      }),
    );
  return Div(
    { cls: "gallery-filter" },
    choices("level", "Level", LEVELS),
    choices("about", "About", TAGS),
  );
}

function cards({ base }: GalleryLooks): FT {
  return Fragment(
    LEVELS.map((level) =>
      Section(
        { cls: `gallery-level level-${level.toLowerCase()}` },
        H2({ id: level.toLowerCase() }, level),
        Ul(
          { cls: "gallery-cards" },
          PROGRAMS.filter((program) => program.level === level).map((program) => {
            const { title, text, tags } = program;
            return Li(
              { cls: tags.map((tag) => `about-${tag.toLowerCase()}`) },
              A(
                { href: base + toPath(program) },
                pictureView(program, base),
                B(title),
                Span({ cls: "gallery-text" }, text),
                Span({ cls: "gallery-tags" }, tags.map((tag) => Span(tag))),
              ),
            );
          }),
        ),
      )
    ),
  );
}

/** The picture that its story has taken, or a place for one. */
function pictureView(program: GalleryProgram, base: string): FT {
  const src = pictureOf(program);
  return src
    ? Img({ src: base + src, alt: "", width: 640, height: 400, loading: "lazy" })
    : Span({ cls: "gallery-none", aria_hidden: "true" }, Icon("code-xml"), `${program.file}.ts`);
}

function programPage(program: GalleryProgram, looks: GalleryLooks): SitePage {
  const { file, title, level, tags, text } = program;
  const source = Deno.readTextFileSync(new URL(`${file}.ts`, FOLDER));
  // The page says what the comment at its beginning says.
  const code = source.replace(/^\/\*\*[^]*?\*\/\n/, "");
  return {
    path: toPath(program),
    title,
    label: title,
    description: text,
    kind: "gallery",
    section: "Gallery",
    group: level,
    isWide: true,
    content: Fragment(
      P(text),
      Div(
        { cls: "gallery-program" },
        Div({ cls: "gallery-source" }, CodeBlock(code, "ts", { title: `${file}.ts` })),
        Div({ cls: "gallery-run" }, runView(program, looks), howToRun(program)),
      ),
      H2({ id: "what-it-shows" }, "What it shows"),
      Ul(program.shows.map((line) => Li(inline(line)))),
      H2({ id: "try-it" }, "Try it"),
      Ol(program.steps.map((line) => Li(inline(line)))),
      P(`A test does the same in a browser: `, Code(`site/stories/gallery/${file}.ts`), "."),
      H2({ id: "see-also" }, "See also"),
      Ul(links(program, looks)),
    ),
    headings: [],
    sections: [{ id: "", title, text: [text, ...program.shows].join(" "), keywords: [...tags] }],
    names: [],
    markdown: `# ${title}\n\n${text}\n\n\`\`\`ts\n${source}\`\`\`\n\n${
      program.shows.map((line) => `- ${line}`).join("\n")
    }\n`,
    file: `examples/gallery/${file}.ts`,
  };
}

/** The program as it runs; on a static site its picture. */
function runView(program: GalleryProgram, { base, runs }: GalleryLooks): FT {
  const { title } = program;
  if (!runs) {
    return Figure(
      { cls: "gallery-picture" },
      pictureView(program, base),
      Figcaption("This site is static files, so the program does not run here."),
    );
  }
  const url = `${base}${RUN}/${toName(program)}/`;
  return Fragment(
    Div(
      { cls: "gallery-bar" },
      Span("The program, running"),
      A({ href: url, cls: "tool", target: "_blank" }, Icon("external-link"), "Open alone"),
    ),
    Iframe({ src: url, title: `${title}, running` }),
  );
}

function howToRun({ file }: GalleryProgram): FT {
  return P(
    { cls: "gallery-how" },
    "To run it yourself, save it as ",
    Code("main.ts"),
    " and run ",
    Code("deno run -A main.ts"),
    ", or in a clone ",
    Code(`deno run -A examples/gallery/${file}.ts`),
    ".",
  );
}

function links({ guide, reference }: GalleryProgram, { base }: GalleryLooks): FT[] {
  const link = (kind: string, file: string) => {
    const path = pathOf(file);
    if (!path) {
      throw new RangeError(`Cannot link to ${file}: it is no page, expected one of the menu`);
    }
    return Li(`${kind}: `, A({ href: base + path }, titleOf(file)));
  };
  return [
    link(guide.startsWith("guides/") ? "Guide" : "Tutorial", guide),
    link("Reference", reference),
  ];
}

function titleOf(file: string): string {
  const text = Deno.readTextFileSync(new URL(`../../docs/${file}`, import.meta.url));
  return /^# (.*)$/m.exec(text)?.[1]?.replaceAll("`", "") ?? file;
}

function toPath(program: GalleryProgram): string {
  return `/gallery/${toName(program)}/`;
}

/** Code spans of a sentence as elements. */
function inline(text: string): FT {
  return toProse(text);
}

/** The rules of the filter: what is not chosen is hidden. */
export function gallerySheet(): string {
  const levels = LEVELS.map((level) => `level-${level.toLowerCase()}`);
  const tags = TAGS.map((tag) => `about-${tag.toLowerCase()}`);
  const chosen = (id: string) => `main:has(#${id}:checked)`;
  const isEmpty = (level: string, tag: string) =>
    !PROGRAMS.some((program) =>
      `level-${program.level.toLowerCase()}` === level &&
      program.tags.some((one) => `about-${one.toLowerCase()}` === tag)
    );
  const empty = levels.flatMap((level) =>
    tags.filter((tag) => isEmpty(level, tag)).map((tag) =>
      `main:has(#${level}:checked):has(#${tag}:checked) .gallery-nothing`
    )
  );
  return [
    ...levels.map((id) => `${chosen(id)} .gallery-level:not(.${id}) { display: none }`),
    ...tags.map((id) => `${chosen(id)} .gallery-cards > li:not(.${id}) { display: none }`),
    // A level without a card that is shown has no heading.
    ...tags.map((id) => `${chosen(id)} .gallery-level:not(:has(.${id})) { display: none }`),
    `.gallery-nothing { display: none }`,
    `${empty.join(", ")} { display: block }`,
  ].join("\n");
}
