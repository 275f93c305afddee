/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/**
 * A page of Hono in hono/jsx, as this project's pages are: headers and the URLs of styles and script
 * are read from one of them.
 *
 * @module
 */
import type { Context } from "hono";
import type { Child, PropsWithChildren } from "hono/jsx";
import { frame } from "./answers.ts";

/** Returns what answers with a page, or with a part of one for htmx. */
export async function learnPage(
  url: string,
  inner: string | RegExp,
): Promise<(c: Context, content: Child, title?: string) => Response | Promise<Response>> {
  const { headers, before } = await frame(url, inner);
  const fields = Object.fromEntries(headers);
  const styles = [...before.matchAll(/href="([^"]+)"/g)].map(([, url]) => url);
  const scripts = [...before.matchAll(/src="([^"]+)"/g)].map(([, url]) => url);
  const style = before.match(/<style>([^<]*)/)![1];

  const Page = ({ title, children }: PropsWithChildren<{ title: string }>) => (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover"
        />
        {styles.map((url) => <link key={url} rel="stylesheet" href={url} />)}
        {scripts.map((url) => <script key={url} src={url}></script>)}
        <style dangerouslySetInnerHTML={{ __html: style }} />
        <title>{title}</title>
      </head>
      <body>{children}</body>
    </html>
  );
  return (c: Context, content: Child, title?: string): Response | Promise<Response> => {
    if (c.req.header("hx-request") && !c.req.header("hx-history-restore-request")) {
      return c.html(`${title ? <title>{title}</title> : ""}${content}`, 200, fields);
    }
    const page = <Page title={title ?? "FastHTML page"}>{content}</Page>;
    return c.html(`<!doctype html>${page}`, 200, fields);
  };
}
