import { assertEquals } from "@std/assert";
import { tellNickServ } from "../../../../support/talking.ts";
import { TestNetwork } from "../../../../support/test_network.ts";

Deno.test("SESSIONS lists the connections that are logged in to the account", () => {
  const network = new TestNetwork();
  const zoe = network.register("zoe");
  network.register("stranger");
  network.logIn("zoe", "alice");
  network.register("other", "2001:db8::1", true);
  network.logIn("other", "alice");
  const client = network.connect("198.51.100.1").enable("sasl");
  client.send("AUTHENTICATE PLAIN", `AUTHENTICATE ${btoa("\0alice\0sesame")}`);
  network.at += 5000;
  const since = "since Thu, 01 Jan 2026 00:00:00 GMT, idle for";
  assertEquals(tellNickServ(zoe, "SESSIONS"), [
    `zoe 1 from 192.0.2.1, ${since} 0 seconds, without capabilities (this one)`,
    `other 1 from 2001:db8::1, ${since} 5 seconds, over TLS, without capabilities`,
    "* from 198.51.100.1, still connecting",
  ]);
});
