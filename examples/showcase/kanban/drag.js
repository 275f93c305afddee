/**
 * Cards are dragged by the browser; this fills the form of the page with where one was dropped. All
 * listeners are the document's, so that cards which come later are dragged, too.
 */
const { document } = globalThis;
const form = document.getElementById("dropped");
const on = (name, run) => document.addEventListener(name, run);
let card, line;

on("dragstart", ({ target, dataTransfer }) => {
  card = target.closest?.("[draggable=true]");
  if (!card) return;
  dataTransfer.effectAllowed = "move";
  line = Object.assign(document.createElement("li"), { className: "drop-line" });
});

on("dragover", (event) => {
  const list = card && event.target.closest?.("[data-column]")?.querySelector("ol");
  if (!list) return;
  event.preventDefault(); // it may be dropped here
  list.insertBefore(line, findNext(list, event.clientY));
});

on("drop", (event) => {
  if (!line?.isConnected) return;
  event.preventDefault();
  form.elements.id.value = card.dataset.card;
  form.elements.column.value = line.closest("[data-column]").dataset.column;
  const next = findNext(line.parentElement, event.clientY);
  form.elements.before.value = next?.dataset.card ?? "";
  form.requestSubmit();
});

on("dragend", () => {
  line?.remove();
  card = line = undefined;
});

/** The first card of a list whose middle is below the mouse; null for none. */
function findNext(list, y) {
  const cards = [...list.querySelectorAll("[data-card]")].filter((other) => other !== card);
  return cards.find((other) => {
    const { top, height } = other.getBoundingClientRect();
    return y < top + height / 2;
  }) ?? null;
}
