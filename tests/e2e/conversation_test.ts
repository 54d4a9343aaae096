import { assertEquals } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";

const ALICE = ":alice!~alice@127.0.0.1";
const BOB = ":bob!~bob@127.0.0.1";

forEachServer(
  "a client is greeted with NOTICE before it has said anything",
  async (server) => {
    const client = await server.connect();
    assertEquals(
      await client.line(),
      ":irc.localhost NOTICE * :*** Welcome to irc.localhost on the IRC " +
        "network. Tell me who you are with NICK and USER.",
    );
  },
);

forEachServer(
  "NICK and USER are answered with 001 to 005, LUSERS and the MOTD",
  async (server) => {
    const client = await server.connect();
    await client.line();
    await client.send("NICK alice", "USER alice 0 * :Alice Liddell");
    const welcome = await client.until(/ 422 /);
    assertEquals(
      welcome[0],
      ":irc.localhost 001 alice :Welcome to the IRC network, " +
        "alice!~alice@127.0.0.1",
    );
    const numerics = welcome.map((line) => line.split(" ")[1]);
    assertEquals(
      [...new Set(numerics)].join(" "),
      "001 002 003 004 005 251 252 253 254 255 265 266 422",
    );
  },
);

forEachServer(
  "a nickname that is in use is refused with 433 until its owner has left",
  async (server) => {
    const owner = await server.register("alice");
    const other = await server.connect();
    await other.line();
    await other.send("NICK Alice", "USER other 0 * :Other");
    assertEquals(
      await other.line(),
      ":irc.localhost 433 * Alice :Nickname is already in use",
    );
    await owner.send("QUIT");
    await owner.remaining();
    await other.send("NICK Alice");
    assertEquals((await other.line()).split(" ")[1], "001");
  },
);

forEachServer("what one says on a channel the others read", async (server) => {
  const [alice, bob] = await server.channel("#tea", "alice", "bob");
  await alice.send("PRIVMSG #tea :More tea?", "NOTICE #tea :There is plenty");
  await alice.settle();
  assertEquals(await bob.settle(), [
    `${ALICE} PRIVMSG #tea :More tea?`,
    `${ALICE} NOTICE #tea :There is plenty`,
  ]);
  await bob.send("PRIVMSG alice :I have had none yet");
  assertEquals(
    await alice.line(),
    `${BOB} PRIVMSG alice :I have had none yet`,
  );
});

forEachServer(
  "JOIN shows who is there, and TOPIC what it is about",
  async (server) => {
    const [alice] = await server.channel("#tea", "alice");
    await alice.send("TOPIC #tea :A mad tea party");
    assertEquals(
      await alice.line(),
      `${ALICE} TOPIC #tea :A mad tea party`,
    );
    const bob = await server.register("bob");
    await bob.send("JOIN #tea");
    const [join, topic, setBy, names, end] = await bob.until(/ 366 /);
    assertEquals(
      [join, topic, setBy.replace(/\d+$/, "TIME"), names, end],
      [
        `${BOB} JOIN #tea`,
        ":irc.localhost 332 bob #tea :A mad tea party",
        ":irc.localhost 333 bob #tea alice!~alice@127.0.0.1 TIME",
        ":irc.localhost 353 bob = #tea :@alice bob",
        ":irc.localhost 366 bob #tea :End of /NAMES list",
      ],
    );
    assertEquals(await alice.settle(), [`${BOB} JOIN #tea`]);
  },
);

forEachServer(
  "an operator changes the channel's modes; another is refused with 482",
  async (server) => {
    const [alice, bob] = await server.channel("#tea", "alice", "bob");
    await bob.send("MODE #tea +m");
    assertEquals(
      await bob.line(),
      ":irc.localhost 482 bob #tea :You're not a channel operator",
    );
    await alice.send("MODE #tea +mlk 5 sugar", "MODE #tea +v bob");
    await alice.settle();
    assertEquals(await bob.settle(), [
      `${ALICE} MODE #tea +mlk 5 sugar`,
      `${ALICE} MODE #tea +v bob`,
    ]);
    await bob.send("MODE #tea");
    assertEquals(
      await bob.line(),
      ":irc.localhost 324 bob #tea +ntmlk 5 sugar",
    );
  },
);

forEachServer("KICK removes a member", async (server) => {
  const [alice, bob] = await server.channel("#tea", "alice", "bob");
  await alice.send("KICK #tea bob :No room");
  const kick = `${ALICE} KICK #tea bob :No room`;
  assertEquals([await alice.line(), await bob.line()], [kick, kick]);
  await bob.send("PRIVMSG #tea :Plenty of room");
  assertEquals(
    await bob.line(),
    ":irc.localhost 404 bob #tea :Cannot send to channel (+n)",
  );
  assertEquals(await alice.settle(), []);
});

forEachServer("INVITE lets a user past +i, once", async (server) => {
  const [alice] = await server.channel("#tea", "alice");
  const bob = await server.register("bob");
  await alice.send("MODE #tea +i");
  await alice.settle();
  await bob.send("JOIN #tea");
  const refusal = ":irc.localhost 473 bob #tea :Cannot join channel (+i)";
  assertEquals(await bob.line(), refusal);
  await alice.send("INVITE bob #tea");
  assertEquals(await alice.line(), ":irc.localhost 341 alice bob #tea");
  assertEquals(await bob.line(), `${ALICE} INVITE bob #tea`);
  await bob.send("JOIN #tea", "PART #tea :Enough", "JOIN #tea");
  const answers = await bob.settle();
  assertEquals(answers.at(0), `${BOB} JOIN #tea`);
  assertEquals(answers.at(-2), `${BOB} PART #tea :Enough`);
  assertEquals(answers.at(-1), refusal);
});
