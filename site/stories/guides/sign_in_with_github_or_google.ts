import { deepStrictEqual, strictEqual } from "node:assert";
import { story } from "../../story.ts";

export default story(async ({ client, open, picture }) => {
  const page = await open(0);
  strictEqual(new URL(page.url()).pathname, "/login");
  await page.getByRole("button", { name: "Log in with GitHub" }).waitFor();
  await picture(page);

  // GitHub itself is away here: the URL that leads there is what can be seen.
  const other = await client(0, { env: { GITHUB_ID: "123", GITHUB_SECRET: "secret" } });
  const login = await (await other.get("/login")).text();
  const start = await other.get(/href="([^"]*)" role="button"/.exec(login)![1]!);
  const github = new URL(start.headers.get("location")!);
  deepStrictEqual(
    [github.host, github.pathname, github.searchParams.get("client_id")],
    ["github.com", "/login/oauth/authorize", "123"],
  );
  strictEqual(github.searchParams.get("redirect_uri"), "http://localhost:5001/redirect");
  strictEqual((await other.get("/redirect?code=1&state=made-up")).status, 400);
});
