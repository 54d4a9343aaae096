import { assertEquals } from "@std/assert";
import { CONFIG, MemoryProgram } from "../../support/memory_program.ts";
import type { MemoryConnection } from "../../support/memory_runtime.ts";

const CHANGED = CONFIG
  .replace('network = "TestNet"', 'network = "OtherNet"\npassword = "let me"')
  .concat('\n[limits]\nnickname = 5\n\n[users]\nmodes = "i"\n');

function tokenOf(lines: readonly string[], name: string): string | undefined {
  return lines.filter((line) => line.includes(" 005 "))
    .flatMap((line) => line.split(" "))
    .find((word) => word.startsWith(`${name}=`));
}

/** How the configuration is read again: by whom, and what happens then. */
const WAYS: readonly [
  name: string,
  reload: (program: MemoryProgram, root: MemoryConnection) => void,
][] = [
  ["SIGHUP", ({ runtime }) => runtime.signals?.reload()],
  ["REHASH", (_, root) => root.say("REHASH")],
];

for (const [name, reload] of WAYS) {
  Deno.test(`${name}: what is changed holds for newcomers, and all stay`, async () => {
    await using program = await new MemoryProgram().start();
    const root = await program.operator();
    const ann = await program.register("annabel");
    ann.take();
    program.write("ircd.toml", CHANGED);
    program.write("motd.txt", "Be kinder.");
    reload(program, root);
    await program.turn();
    assertEquals([root.state, ann.state], ["open", "open"]);
    assertEquals(ann.take(), [
      ":irc.test 005 annabel NETWORK=OtherNet NICKLEN=5 " +
      ":are supported by this server",
    ]);
    assertEquals(root.take().slice(-1), [
      ":irc.test NOTICE * :*** The configuration was read again",
    ]);

    const refused = await program.register("bob");
    assertEquals(refused.take().slice(-2, -1), [
      ":irc.test 464 bob :Password incorrect",
    ]);
    const bob = program.runtime.connect();
    const welcome = await program.say(
      bob,
      ...["PASS :let me", "NICK robert", "NICK bob", "USER bob 0 * :Bob"],
    );
    assertEquals(welcome.slice(1, 3), [
      ":irc.test 432 * robert :Erroneous nickname",
      ":irc.test 001 bob :Welcome to the OtherNet network, " +
      "bob!~bob@192.0.2.1",
    ]);
    assertEquals(tokenOf(welcome, "NICKLEN"), "NICKLEN=5");
    assertEquals(tokenOf(welcome, "NETWORK"), "NETWORK=OtherNet");
    assertEquals(welcome.slice(-4), [
      ":irc.test 375 bob :- irc.test Message of the day -",
      ":irc.test 372 bob :- Be kinder.",
      ":irc.test 376 bob :End of /MOTD command",
      ":bob MODE bob +i",
    ]);
    assertEquals(await program.say(ann, "PRIVMSG bob :hi", "MODE annabel"), [
      ":irc.test 221 annabel +",
    ]);
    assertEquals(program.runtime.errors, []);
  });

  Deno.test(`${name}: a configuration with a mistake changes nothing`, async () => {
    await using program = await new MemoryProgram().start();
    const root = await program.operator();
    program.write("ircd.toml", CHANGED.replace("port = 7000", "port = -1"));
    program.write("motd.txt", "Be kinder.");
    reload(program, root);
    await program.turn();
    const fault = "the configuration stays as it was: ircd.toml:5: " +
      "server.port must be a whole number from 0 to 65535";
    assertEquals(root.take().slice(-1), [`:irc.test NOTICE * :*** ${fault}`]);
    assertEquals(program.runtime.errors, [`ircd: t${fault.slice(1)}`]);

    const bob = await program.register("robert");
    const welcome = bob.take();
    assertEquals(tokenOf(welcome, "NICKLEN"), "NICKLEN=30");
    assertEquals(welcome.slice(-2), [
      ":irc.test 372 robert :- Be kind.",
      ":irc.test 376 robert :End of /MOTD command",
    ]);
    assertEquals([root.state, bob.state], ["open", "open"]);
  });

  Deno.test(`${name}: several mistakes are told on one line`, async () => {
    await using program = await new MemoryProgram().start();
    const root = await program.operator();
    program.write("ircd.toml", "[server]\nprot = 1\nmots = 1\n");
    reload(program, root);
    await program.turn();
    assertEquals(program.runtime.errors, [
      "ircd: the configuration stays as it was: " +
      "ircd.toml:2: server.prot is no setting; " +
      "ircd.toml:3: server.mots is no setting",
    ]);
  });
}

Deno.test("REHASH is answered with 382, and who asked is told to operators", async () => {
  await using program = await new MemoryProgram().start();
  const root = await program.operator();
  assertEquals(await program.say(root, "REHASH"), [
    ":irc.test NOTICE * :*** root rehashes the server",
    ":irc.test 382 root irc.test :Rehashing",
    ":irc.test NOTICE * :*** The configuration was read again",
  ]);
});

Deno.test("who is on more channels than a new limit allows stays on them", async () => {
  await using program = await new MemoryProgram().start();
  const ann = await program.register("ann");
  await program.say(ann, "JOIN #a,#b");
  program.write("ircd.toml", `${CONFIG}\n[limits]\nchannels = 1\n`);
  program.runtime.signals?.reload();
  const [change, ...answers] = await program.say(
    ann,
    ...["JOIN #c", "PRIVMSG #b :hi"],
  );
  assertEquals(tokenOf([change], "CHANLIMIT"), "CHANLIMIT=#:1");
  assertEquals(answers, [
    ":irc.test 405 ann #c :You have joined too many channels",
  ]);
});

Deno.test("how much may wait for a client changes for newcomers alone", async () => {
  await using program = await new MemoryProgram().start();
  const old = await program.register("old");
  const changed = CONFIG.replace("port", "send-queue = 16384\nport");
  program.write("ircd.toml", changed);
  program.runtime.signals?.reload();
  const fresh = await program.register("fresh");
  const talker = await program.register("talker");
  for (const client of [old, fresh]) client.reading = false;
  for (let i = 0; i < 50; i++) {
    await program.say(talker, `PRIVMSG old,fresh :${"x".repeat(400)}`);
  }
  assertEquals(
    (await program.say(talker, "ISON old fresh")).at(-1),
    ":irc.test 303 talker :old",
  );
});
