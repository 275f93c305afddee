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
  show: () => Child;
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

  add(title: string, text: string, show: () => Child): void {
    this.#examples.push({ title, text, show });
  }

  show(): FT[] {
    return this.#examples.map(({ title, text, show }) => {
      const id = title.toLowerCase().replace(/\W+/g, "-");
      return Section(
        { aria_labelledby: id, cls: "example" },
        Div({ cls: "example-head" }, H2({ id }, title), P({ cls: "ui-muted" }, text)),
        Div(
          { cls: "ui-card" },
          Div({ cls: "example-stage" }, show()),
          Details(
            { cls: "example-code" },
            Summary("Code"),
            CopyButton({ from: `${id}-code` }),
            Pre(
              { tabindex: "0", aria_label: `Code of ${title}` },
              Code({ id: `${id}-code` }, this.#codeOf(title)),
            ),
          ),
        ),
      );
    });
  }

  /** The function of an example: from its arrow to the blank line after the call. */
  #codeOf(title: string): string {
    const at = this.#source.indexOf(`.add("${title}"`);
    const [code = ""] = this.#source.slice(this.#source.indexOf("() =>", at) + 5).split(
      /\n\n(?=\S)/,
    );
    const lines = code.trim().replace(/\)\s*;?$/, "").trimEnd().replace(/,$/, "").split("\n");
    return lines.map((line) => line.replace(/^ {2,4}(?= *\S)/, (blank) => blank.slice(2))).join(
      "\n",
    );
  }
}
