import { assertEquals, assertRejects } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";
import { within } from "../support/within.ts";

/** More than the server can have read before it ends the connection. */
const CHATTER = "PING again\r\n".repeat(50_000);

forEachServer(
  "QUIT is answered with ERROR and the end, and relayed with its reason",
  async (server) => {
    const [alice, bob] = await server.channel("#a", "alice", "bob");
    await alice.send("QUIT :Off with her head");
    assertEquals(await alice.remaining(), [
      "ERROR :Closing link: alice[127.0.0.1] (Quit: Off with her head)",
    ]);
    assertEquals(
      await bob.line(),
      ":alice!~alice@127.0.0.1 QUIT :Quit: Off with her head",
    );
  },
);

forEachServer("QUIT works before registration", async (server) => {
  const client = await server.connect();
  await client.line();
  await client.send("QUIT");
  assertEquals(await client.remaining(), [
    "ERROR :Closing link: *[127.0.0.1] (Quit)",
  ]);
});

forEachServer(
  "ERROR arrives even if the client keeps sending after QUIT",
  async (server) => {
    const client = await server.register("alice");
    await client.write(`QUIT :bye\r\n${CHATTER}`);
    await client.write(CHATTER);
    assertEquals(await client.remaining(), [
      "ERROR :Closing link: alice[127.0.0.1] (Quit: bye)",
    ]);
  },
);

forEachServer(
  "a client that goes on after ERROR is dropped",
  async (server) => {
    const client = await server.register("alice");
    await client.send("QUIT");
    await client.remaining();
    const goingOn = assertRejects(async () => {
      while (true) {
        await client.write("PING again\r\n");
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await within(4000, "the connection breaks", goingOn);
  },
);

forEachServer(
  "a wrong password is answered with 464, ERROR and the end",
  async (server) => {
    const client = await server.connect();
    await client.line();
    await client.write(
      `PASS wrong\r\nNICK alice\r\nUSER alice 0 * :Alice\r\n${CHATTER}`,
    );
    assertEquals(await client.remaining(), [
      ":irc.localhost 464 alice :Password incorrect",
      "ERROR :Closing link: alice[127.0.0.1] (Password incorrect)",
    ]);
    const right = await server.connect();
    await right.send("PASS secret");
    await right.register("alice");
  },
  ["--password", "secret"],
);
