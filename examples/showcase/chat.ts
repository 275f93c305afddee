/**
 * Conversations with a model whose replies are shown while they are written, as Markdown. A reply is
 * written to its end though the page is closed, and again after a restart of the server.
 *
 * @module
 */
import {
  A,
  database,
  Div,
  EventStream,
  fastApp,
  Form,
  type FT,
  HTTPException,
  Noscript,
  P,
  Redirect,
  serve,
  sseMessage,
} from "@fasthtml/fasthtml";
import { renderMd } from "@fasthtml/fasthtml/ext/markdown";
import {
  AppShell,
  Button,
  ChatBubble,
  ConfirmButton,
  EmptyState,
  Field,
  type NavGroup,
  type NavItem,
  Prose,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import type { FormAttrs, Linkable } from "@fasthtml/fasthtml/types";
import { setTimeout as delay } from "node:timers/promises";
import { answer } from "./chat/parrot.ts";

const MOST = 2000,
  IDEAS = ["Show me some code", "Compare tea and coffee", "Write a poem about a kite"];

/** A conversation of one user. */
class Chat {
  id = "";
  user = "";
  title = "";
  at = new Date();
}

/** A question, or the reply to it. */
class Message {
  id = 0;
  chat = "";
  isQuestion = false;
  text = "";
  isDone = true;
}

const db = database(Deno.env.get("CHAT_DB") ?? "data/chat.db");
const chats = db.create(Chat);
const messages = db.create(Message, { foreignKeys: { chat: "chat.id" }, indexes: ["chat"] });

// The tests run this with both versions of htmx.
export const { app, rt } = fastApp({
  ...ui({ css: css() }),
  csp: true,
  exts: ["sse"],
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
  before: ({ session }) => {
    session.user ??= crypto.randomUUID();
    chats.xtra({ user: session.user }); // so those of others are not found
  },
  // Replies that a server has left unfinished are written anew.
  onStartup: () => messages({ isDone: false }).forEach(({ id }) => void write(id)),
});

const index = rt.get("/", () =>
  Page(
    "New chat",
    undefined,
    EmptyState({
      title: "What would you like to know?",
      icon: "bird",
      level: 2,
      actions: IDEAS.map((text) =>
        Form({ method: "post", action: start }, Button(text, { name: "text", value: text }))
      ),
    }, "A parrot answers, not a model: it knows what is in its file."),
    Ask(start),
  ));

const start = rt.post("/", { text: String }, ({ text, session }) => {
  const title = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const chat = chats.insert({ id: crypto.randomUUID(), user: session.user, title });
  ask(chat, text);
  return Redirect(show.to({ id: chat.id }));
});

const show = rt.get("/chats/{id}", ({ id }) => {
  const chat = chats.get(id);
  return Page(
    chat.title,
    chat,
    // It begins at its end, and stays there while it grows.
    Div(
      { cls: "log", tabindex: "0", role: "region", aria_label: "Conversation" },
      Div({ id: "messages" }, ofChat(chat).map(Bubble)),
    ),
    AskMore(id),
  );
});

const say = rt.post("/chats/{id}", { text: String }, ({ id, text, htmx }) => {
  const chat = chats.get(id);
  const [question, reply] = ask(chat, text);
  if (!htmx.request) return Redirect(show.to({ id: chat.id }));
  return [Bubble(question), Bubble(reply), AskMore(id, { hx_swap_oob: true })];
});

/** Sends what is written of a message, until it is done. */
const stream = rt.get("/chats/{chat}/{id:int}", ({ chat, id, signal }) => {
  chats.get(chat); // or it is a 404
  messages.selectOne({ id, chat });
  return EventStream(async function* () {
    for (let shown = "";; await delay(50, undefined, { signal })) {
      const message = messages.get(id, undefined);
      if (message && message.text !== shown) yield Marked(shown = message.text);
      if (!message || message.isDone) break;
    }
    yield sseMessage("", { event: "end" });
  });
});

const remove = rt.post("/chats/{id}/delete", ({ id }) => {
  chats.delete(id); // and its messages, by their foreign key
  return Redirect(index);
});

/** Stores a question, and begins to write what follows it. */
function ask({ id: chat }: Chat, text: string): [question: Message, reply: Message] {
  const question = text.trim();
  if (question === "") throw new HTTPException(422, "Please ask something.");
  if (question.length > MOST) {
    throw new HTTPException(422, `A question has at most ${MOST} characters.`);
  }
  const asked = messages.insert({ chat, text: question, isQuestion: true });
  const reply = messages.insert({ chat, isDone: false });
  void write(reply.id);
  return [asked, reply];
}

/** Writes the reply of a message into its row, piece by piece. */
async function write(id: number): Promise<void> {
  const { chat } = messages.get(id);
  const turns = ofChat({ id: chat }).filter((message) => message.id < id)
    .map(({ isQuestion, text }) => ({ role: isQuestion ? "user" : "assistant", text }) as const);
  let text = "";
  try {
    for await (const piece of answer(turns)) {
      if (!messages.has(id)) return; // its chat was deleted
      messages.update({ id, text: text += piece });
    }
  } finally { // also where the model fails, which the log tells
    if (messages.has(id)) messages.update({ id, text: text || "No reply came.", isDone: true });
  }
}

function ofChat({ id }: Pick<Chat, "id">): Message[] {
  return messages({ where: { chat: id }, orderBy: "id" });
}

function Page(title: string, chat: Chat | undefined, ...content: FT[]) {
  const history = chats({ orderBy: "at desc", limit: 20 })
    .map(({ id, title }) => ({ label: title, href: show.to({ id }), current: id === chat?.id }));
  const nav: (NavItem | NavGroup)[] = [
    { label: "New chat", href: index, icon: "square-pen", current: !chat },
  ];
  if (history.length > 0) nav.push({ label: "History", items: history });
  const actions = chat &&
    ConfirmButton({
      question: "Delete this chat?",
      action: remove.to({ id: chat.id }),
      variant: "ghost",
      icon: "trash-2",
    }, "Delete");
  return AppShell(
    { title, brand: "Parrot", nav, actions, end: ThemeToggle(), cls: "chat" },
    content,
  );
}

function Bubble({ id, chat, isQuestion, text, isDone }: Message): FT {
  if (isQuestion) return ChatBubble({ mine: true, cls: "question" }, text);
  if (isDone) return ChatBubble({ name: "Parrot" }, Marked(text));
  const live = {
    sse_connect: stream.to({ chat, id }),
    sse_swap: "message",
    sse_close: "end",
  };
  return ChatBubble(
    { name: "Parrot" },
    Div(live, text ? Marked(text) : P("…")),
    Noscript(A("Show what is written by now", { href: show.to({ id: chat }) })),
  );
}

/** A text in Markdown: its HTML is shown as text, as no model is trusted. */
function Marked(text: string): FT {
  return Prose(renderMd(text, { level: 2 }));
}

/** The form for a question. */
function Ask(action: string | Linkable, attrs: FormAttrs = {}): FT {
  return Form(
    { id: "ask", method: "post", action, ...attrs },
    Field({
      name: "text",
      label: "Your question",
      hideLabel: true,
      placeholder: "Ask the parrot",
      required: true,
      maxlength: MOST,
      autocomplete: "off",
      autofocus: true,
    }),
    Button("Send", { variant: "primary", icon: "send-horizontal" }),
  );
}

/** The form for one more: what comes back is added to the messages. */
function AskMore(id: string, attrs: FormAttrs = {}): FT {
  const action = say.partial({ id });
  return Ask(action, { hx_post: action, hx_target: "#messages", hx_swap: "beforeend", ...attrs });
}

function css() {
  return `
    .ui-shell:has(> .chat) { block-size: 100dvh }
    .chat { display: flex; flex-direction: column; min-block-size: 0; max-inline-size: 56rem;
      padding-block-end: 1.25rem }
    .chat > .log, .chat > .ui-empty { flex: 1; align-content: center }
    .log { display: flex; flex-direction: column-reverse; min-block-size: 0; overflow: auto;
      overscroll-behavior: contain }
    #messages { display: grid; gap: 1.1rem; padding: .25rem; margin-block-end: auto }
    .log pre { background: var(--ui-surface) }
    .question { white-space: pre-wrap }
    #ask { display: flex; gap: .6rem }
    #ask > .ui-field { flex: 1 }`;
}

serve(app);
