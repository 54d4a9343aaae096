import { assertEquals, assertStringIncludes } from "@std/assert";
import { page } from "../../../src/web/page.ts";

Deno.test("the page names the network, as text", async () => {
  const response = await page(() => "<b>&Net").request("/");
  assertEquals(response.status, 200);
  assertStringIncludes(await response.text(), "This is &#60;b&#62;&#38;Net,");
  const policy = response.headers.get("Content-Security-Policy");
  assertEquals(policy, "default-src 'none'");
});

Deno.test("elsewhere there is nothing", async () => {
  assertEquals((await page(() => "Net").request("/x")).status, 404);
});
