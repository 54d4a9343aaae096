import { assertEquals } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";

forEachServer(
  "a client that does not PONG gets PING, a reminder, ERROR and the end",
  async (server) => {
    const [silent, mate] = await server.channel("#a", "silent", "mate");
    const answering = (async () => {
      const seen: string[] = [];
      while (true) {
        const line = await mate.line();
        if (line === "PING :irc.localhost") {
          await mate.send("PONG :irc.localhost");
        } else seen.push(line);
        if (/ QUIT /.test(line)) return seen;
      }
    })();
    assertEquals(await silent.remaining(), [
      "PING :irc.localhost",
      ":irc.localhost NOTICE silent :Pensez à PONG : il vous reste 1 " +
      "secondes. (Remember to PONG: you have 1 seconds left.)",
      "ERROR :Closing link: silent[127.0.0.1] (Ping timeout: 2 seconds)",
    ]);
    assertEquals(await answering, [
      ":silent!~silent@127.0.0.1 QUIT :Ping timeout: 2 seconds",
    ]);
  },
  ["--ping-interval", "1", "--ping-timeout", "2"],
);
