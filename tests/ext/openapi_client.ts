/**
 * A client by openapi-fetch, with the types that openapi-typescript has made of the document. What
 * they must reject is marked as an error that is expected.
 */
import createClient from "openapi-fetch";
import type { paths } from "../fixtures/golden/openapi.ts";

const client = createClient<paths>({ baseUrl: Deno.args[0]! });

const added = await client.POST("/todos", { body: { title: "Read" } });
const form = await client.POST("/todos", {
  body: { title: "Written", done: true },
  headers: { "content-type": "application/x-www-form-urlencoded" },
});
const list = await client.GET("/todos", { params: { query: { done: false, limit: 5 } } });
const missing = await client.GET("/todos/{id}", { params: { path: { id: 77 } } });
const item = await client.GET("/shop/items/{id}", {
  params: { path: { id: "5c5b1a3e-4f0e-4d8f-9f5b-2f7c9a1d0e11" } },
});
// @ts-expect-error: age is a number
const wrong = await client.POST("/zod", { body: { name: "Ann", age: "old" } });

export const neverCalled = async (): Promise<void> => {
  // @ts-expect-error: there is no such path
  await client.GET("/tods");
  // @ts-expect-error: it answers no PUT
  await client.PUT("/todos", { body: { title: "Read" } });
  // @ts-expect-error: the title is required
  await client.POST("/todos", { body: { done: true } });
  // @ts-expect-error: the id is required
  await client.GET("/todos/{id}");
  // @ts-expect-error: a choice is one of its values
  await client.GET("/find", { params: { query: { sort: "height" } } });
  // @ts-expect-error: a to-do has no such field
  list.data?.[0]?.titel;
};

const title: string | undefined = list.data?.[0]?.title;
const detail: string | undefined = missing.error?.detail;
if (title === undefined || detail === undefined) throw new Error("nothing was answered");

// deno-lint-ignore no-console -- the test reads it
console.log(JSON.stringify({
  added: added.data,
  form: form.data,
  list: list.data,
  missing: [missing.response.status, missing.error?.title],
  wrong: [wrong.response.status, wrong.error?.errors],
  item: item.data?.id,
}));
