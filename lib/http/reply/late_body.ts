/** Bodies that are made while they are sent. */
import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Returns the same response, with its body made in the request's async context. The server reads
 * the body outside of it, where tables are not narrowed.
 */
export function keepInside(response: Response): Response {
  if (!response.body) return response;
  const inside = AsyncLocalStorage.snapshot();
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await inside(() => reader.read());
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => inside(() => reader.cancel(reason)),
  }, { highWaterMark: 0 });
  return new Response(body, response);
}
