/** Examples of MonsterUI's reference, written here: https://monsterui.answer.ai/api_ref */
import { fastApp, H2, H3, P, Section, serve, Strong } from "@fasthtml/fasthtml";
import { renderMd } from "@fasthtml/fasthtml/ext/markdown";
import {
  Accordion,
  AccordionItem,
  AppShell,
  Button,
  Card,
  Carousel,
  DropZone,
  Field,
  Lightbox,
  Modal,
  ModalButton,
  NavBar,
  Prose,
  Steps,
  Table,
  Tabs,
  ThemePicker,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";

const themes = ["harbor", "paper", "jelly"] as const;

export const { app, rt } = fastApp({
  ...ui({ theme: "harbor", themes }),
  title: "From MonsterUI",
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
});

/** A picture of its number, in place of one of a CDN. */
const photo = rt("/photo/{id:int}.svg", ({ id }) =>
  new Response(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" ` +
      `fill="hsl(${
        id * 47
      } 55% 72%)"/><text x="8" y="6" text-anchor="middle" font-size="4">${id}</text></svg>`,
    { headers: { "content-type": "image/svg+xml" } },
  ));

const examples = {
  Card: () =>
    Card(
      {
        title: "Header",
        description: "A card with header and footer",
        actions: Button("Footer Submit Button"),
      },
      Field({ name: "input", label: "Input" }),
      Field({ name: "range", label: "Range", type: "range" }),
    ),

  Modal: () => [
    ModalButton({ opens: "my-modal" }, "Open Modal"),
    Modal(
      {
        id: "my-modal",
        title: "Simple Test Modal",
        actions: Button("Close", { commandfor: "my-modal", command: "close" }),
      },
      P("With some somewhat brief content to show that it works!"),
    ),
  ],

  NavBar: () =>
    NavBar({
      brand: "My Blog",
      label: "Blog",
      nav: { Page1: "/rt1", Page2: "/rt2", Page3: "/rt3" },
    }),

  Tabs: () =>
    Tabs({ label: "Tabs", tabs: { Active: H3("Tab 1"), Item: H3("Tab 2"), Other: H3("Tab 3") } }),

  Accordion: () =>
    Accordion(
      AccordionItem(
        { title: "Section 1", name: "sections" },
        P("Content for the first section."),
        P("More content here."),
      ),
      AccordionItem(
        { title: "Section 2", name: "sections", id: "section-2" },
        P("Content for the second section."),
      ),
      AccordionItem(
        { title: "Section 3 - The last one!", name: "sections" },
        P("Content for the third section."),
      ),
    ),

  TableFromDicts: () =>
    Table({
      label: "People",
      rows: [
        { name: "Alice", age: 30, city: "New York" },
        { name: "Bob", age: 25, city: "London" },
      ],
      columns: {
        name: { label: "NAME", show: (name) => Strong(name) },
        age: { label: "AGE", show: (age) => `${age} years` },
        city: "CITY",
      },
    }),

  Steps: () => Steps({ steps: ["Account Created", "Profile Setup", "Verification"], current: 2 }),

  UploadZone: () => [
    Field({ name: "upload1", label: "Upload Button!", type: "file" }),
    DropZone({ name: "upload2", label: "Upload Zone" }),
  ],

  ThemePicker: () => ThemePicker({ themes }),

  render_md: () =>
    Prose(renderMd(
      `## Example Markdown

+ With **bold** and *italics*
+ With a [link](https://github.com)

### And a subheading

> This is a blockquote

~~~python
def add(a, b):
    return a + b
~~~`,
      { level: 2 },
    )),

  Slider: () =>
    Carousel(
      { label: "Cards" },
      [...Array(10).keys()].map((i) => Card({ title: `Card ${i}` }, `Card ${i} content`)),
    ),

  Lightbox: () =>
    Lightbox({
      label: "Placeholder images",
      images: [100, 101, 102].map((id) => ({
        src: photo.to({ id }),
        alt: "A placeholder image to demonstrate the lightbox",
        caption: `Image ${id}`,
      })),
    }),
};

rt("/", () =>
  AppShell(
    { title: "From MonsterUI", brand: "Components", end: [ThemeToggle()] },
    Object.entries(examples).map(([name, show]) =>
      Section({ aria_labelledby: name, cls: "ui-stack" }, H2(name, { id: name }), show())
    ),
  ));

serve(app);
