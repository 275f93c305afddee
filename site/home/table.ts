import { Button, database, fastApp, Form, Input, Li, serve, Titled, Ul } from "@fasthtml/fasthtml";

class Book {
  id = 0;
  title = "";

  __ft__() {
    return Li(this.title);
  }
}

export const { app, rt } = fastApp();
const books = database("data/books.db").create(Book);

rt("/", () =>
  Titled(
    "Reading list",
    Ul({ id: "books" }, books({ orderBy: "title" })),
    Form(
      { hx_post: add, hx_target: "#books", hx_swap: "beforeend", hx_reset: true },
      Input({ name: "title", required: true, aria_label: "Title" }),
      Button("Add"),
    ),
  ));

const add = rt.post("/add", { book: Book }, ({ book }) => books.insert(book));

serve(app);
