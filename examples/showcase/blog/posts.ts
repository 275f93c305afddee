/** The posts: files of Markdown, which begin with lines for their title, day and lead. */
import { database, DateOnly } from "@fasthtml/fasthtml";

/** A post. */
export class Post {
  static types = { date: DateOnly };
  slug = "";
  title = "";
  date = new Date();
  lead = "";
  text = "";

  /** Minutes that a reader needs. */
  get minutes(): number {
    return Math.max(1, Math.round(this.text.split(/\s+/).length / 200));
  }
}

const folder = new URL("./posts/", import.meta.url);

/** The posts, whose words can be searched. They are read once, when the program starts. */
export const posts = database(":memory:").create(Post, { pk: "slug" })
  .enableSearch(["title", "lead", "text"]);

for (const { name } of Deno.readDirSync(folder)) {
  if (name.endsWith(".md")) {
    posts.insert(toPost(name, Deno.readTextFileSync(new URL(name, folder))));
  }
}

/** Reads a post. Throws an Error that names the file and the line that it lacks. */
export function toPost(name: string, source: string): Omit<Post, "minutes"> {
  const [, head = "", text = ""] = /^---\n([^]*?)\n---\n([^]*)/.exec(source) ?? [];
  const lines = head.split("\n").map((line) => /^(\w+): (.+)$/.exec(line)?.slice(1));
  const facts = Object.fromEntries(lines.filter((line) => line !== undefined));
  for (const fact of ["title", "date", "lead"]) {
    if (facts[fact]) continue;
    throw new Error(
      `Cannot read post ${name}: no line "${fact}: …", expected it between two lines "---"`,
    );
  }
  const { title, date, lead } = facts;
  return {
    slug: name.replace(/\.md$/, ""),
    title,
    date: DateOnly(date),
    lead,
    text: text.trim(),
  };
}
