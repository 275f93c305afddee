/** A chapter of the component book: examples, each with the code that made it. */
import {
  type Child,
  Code,
  Details,
  Div,
  type FT,
  H2,
  P,
  Pre,
  Section,
  Summary,
} from "@fasthtml/fasthtml";
import { CopyButton } from "@fasthtml/fasthtml/ext/ui";
import type { IconName } from "@fasthtml/fasthtml/ext/icons";

interface Example {
  title: string;
  text: string;
  show: (page: Page) => Child;
  /** The beginnings of what its code needs above it: `class Guest`. */
  needs: readonly string[];
}

/** The request for a chapter: its URL says what a data table shows. */
interface Page {
  readonly url: URL;
}

/** Examples of one family of components. Their code is read from the text of their own file. */
export class Chapter {
  readonly title: string;
  readonly icon: IconName;
  readonly path: string;
  readonly #source: string;
  readonly #examples: Example[] = [];

  constructor(title: string, icon: IconName, source: string) {
    this.title = title;
    this.icon = icon;
    this.path = `/${title.toLowerCase().replace(/\W+/g, "-")}`;
    this.#source = source;
  }

  add(
    title: string,
    text: string,
    show: (page: Page) => Child,
    needs: readonly string[] = [],
  ): void {
    this.#examples.push({ title, text, show, needs });
  }

  show(page: Page): FT[] {
    return this.#examples.map(({ title, text, show, needs }) => {
      const id = title.toLowerCase().replace(/\W+/g, "-");
      return Section(
        { aria_labelledby: id, cls: "example" },
        Div({ cls: "example-head" }, H2({ id }, title), P({ cls: "ui-muted" }, text)),
        Div(
          { cls: "ui-card" },
          Div({ cls: "example-stage" }, show(page)),
          Details(
            { cls: "example-code" },
            Summary("Code"),
            CopyButton({ from: `${id}-code` }),
            Pre(
              { tabindex: "0", aria_label: `Code of ${title}` },
              Code(
                { id: `${id}-code` },
                [...needs.map((start) => this.#textOf(start)), this.#codeOf(title)].join(
                  "\n\n",
                ),
              ),
            ),
          ),
        ),
      );
    });
  }

  /** What begins so, to the blank line after it. */
  #textOf(start: string): string {
    const at = this.#source.indexOf(`\n${start}`);
    return this.#source.slice(at).trim().split(/\n\n(?=\S)/)[0]!;
  }

  /** The function of an example: from its arrow to the blank line after the call. */
  #codeOf(title: string): string {
    const at = this.#source.indexOf(`.add("${title}"`);
    const [, code = ""] = /\(\w*\) =>([^]*?)(?:\n\n(?=\S)|$)/.exec(this.#source.slice(at)) ?? [];
    const lines = code.trim().replace(/\)\s*;?$/, "").trimEnd().replace(/,$/, "").split("\n");
    return lines.map((line) => line.replace(/^ {2,4}(?= *\S)/, (blank) => blank.slice(2))).join(
      "\n",
    );
  }
}
