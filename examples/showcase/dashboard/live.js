/**
 * Shows what the stream of the page sends: each element takes the place of the one with its id.
 * That is all that this page wants of a script, so it has no htmx.
 */
const { document, EventSource } = globalThis;
const place = document.querySelector("[data-stream]");
const stream = new EventSource(place.dataset.stream);

stream.onmessage = ({ data }) => {
  const parts = document.createRange().createContextualFragment(data).children;
  for (const part of [...parts]) document.getElementById(part.id)?.replaceWith(part);
};

// The browser connects again by itself, and says which message it had last.
stream.onopen = () => place.removeAttribute("data-offline");
stream.onerror = () => place.setAttribute("data-offline", "");
