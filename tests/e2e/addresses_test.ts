import { assertEquals } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";

forEachServer(
  "a server on :: serves IPv4 and IPv6, and shows each host in its own form",
  async (server) => {
    const four = await server.register("four", "127.0.0.1");
    const six = await server.register("six", "::1");
    await four.send("PRIVMSG six :from IPv4");
    await six.send("PRIVMSG four :from IPv6");
    assertEquals(
      await six.line(),
      ":four!~four@127.0.0.1 PRIVMSG six :from IPv4",
    );
    assertEquals(await four.line(), ":six!~six@0::1 PRIVMSG four :from IPv6");
  },
);

forEachServer("WHOIS shows an IPv6 host as one parameter", async (server) => {
  const client = await server.register("six", "::1");
  await client.send("WHOIS six");
  assertEquals(
    await client.line(),
    ":irc.localhost 311 six six ~six 0::1 * :six",
  );
});
