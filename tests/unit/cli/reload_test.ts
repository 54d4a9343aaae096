import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { PemPair } from "../../../src/net/tls_self_signed.ts";
import { pairFor } from "../../support/certificates.ts";
import { CONFIG, MemoryProgram } from "../../support/memory_program.ts";
import type { MemoryConnection } from "../../support/memory_runtime.ts";

const CHANGED = CONFIG
  .replace('network = "TestNet"', 'network = "OtherNet"\npassword = "let me"')
  .replace('modes = ""', 'modes = "i"')
  .concat("\n[limits]\nnickname = 5\n");

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
    assertEquals(program.runtime.complaints, []);
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
    assertEquals(program.runtime.complaints, [
      `warning config: t${fault.slice(1)}`,
    ]);

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
    assertEquals(program.runtime.complaints, [
      "warning config: the configuration stays as it was: " +
      "ircd.toml:2: server.prot is no setting; " +
      "ircd.toml:3: server.mots is no setting",
    ]);
  });
}

Deno.test("what waits for a restart is told, once", async () => {
  await using program = await new MemoryProgram().start();
  const root = await program.operator();
  const reload = async () =>
    (await program.say(root, "REHASH")).at(-1)?.split(" :*** ")[1];
  const read = "The configuration was read again";
  program.write("ircd.toml", CONFIG.replace("irc.test", "irc.other"));
  assertEquals(await reload(), `${read}; name waits for a restart`);
  assertEquals(await reload(), read);
  const more = CONFIG.replace("irc.test", "irc.other")
    .replace("port = 7000", 'port = 7001\ncloak-key = "another"');
  program.runtime.environment.set("IRCD__SERVER__DATA", "others");
  program.write("ircd.toml", more);
  assertEquals(
    await reload(),
    `${read}; where it listens, data and cloak-key wait for a restart`,
  );
  program.write("ircd.toml", CONFIG);
  program.runtime.environment.set("IRCD__SERVER__DATA", "none");
  assertEquals(await reload(), read);
  program.write("ircd.toml", CONFIG.replace("irc.test", "irc.other"));
  assertEquals(await reload(), `${read}; name waits for a restart`);
});

/** The host that +x shows of somebody. */
async function cloakOf(program: MemoryProgram, nick: string): Promise<string> {
  const client = await program.register(nick);
  client.take();
  const lines = await program.say(
    client,
    `MODE ${nick} +x`,
    `USERHOST ${nick}`,
  );
  return lines.at(-1)?.split("@")[1] ?? "";
}

Deno.test("a cloak-key that changes, comes or goes waits for a restart", async () => {
  const withKey = (key: string) =>
    CONFIG.replace("port", `cloak-key = "${key}"\nport`);
  for (const start of [CONFIG, withKey("one")]) {
    await using program = await new MemoryProgram();
    program.write("ircd.toml", start);
    await program.start();
    const cloak = await cloakOf(program, "ann");
    assertEquals(cloak.includes("192.0.2"), false);
    const texts = [withKey("two"), CONFIG, withKey("one")];
    for (const [index, text] of texts.entries()) {
      program.write("ircd.toml", text);
      program.runtime.signals?.reload();
      assertEquals(await cloakOf(program, `bob${index}`), cloak);
    }
  }
});

Deno.test("a cloak-key that nobody configured is another one for each process", async () => {
  const cloaks: string[] = [];
  for (let count = 0; count < 2; count++) {
    await using program = await new MemoryProgram().start();
    cloaks.push(await cloakOf(program, "ann"));
  }
  assertNotEquals(cloaks[0], cloaks[1]);
});

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

const WITH_TLS = `${CONFIG}
[sts]
port = 6697
duration = "30d"

[[tls]]
certificate = "cert.pem"
key = "key.pem"
`;

function writePair(program: MemoryProgram, pair: PemPair): void {
  program.write("cert.pem", pair.certificate);
  program.write("key.pem", pair.key);
}

Deno.test("sts is not offered by a rehash before something listens with TLS", async () => {
  await using program = new MemoryProgram();
  writePair(program, pairFor(["irc.test"]));
  program.write("ircd.toml", WITH_TLS);
  await program.start();
  const ann = await program.register("ann");
  ann.take();
  const listen = "[[listen]]\nport = 6697\ntls = true\n";
  program.write("ircd.toml", WITH_TLS.replace("port = 7000\n", "") + listen);
  program.runtime.signals?.reload();
  await program.turn();
  assertEquals(
    (await program.say(ann, "CAP LS 302")).some((line) => /\bsts=/.test(line)),
    false,
  );
});

Deno.test("a certificate that is renewed is taken up by itself, and operators are told", async () => {
  await using program = new MemoryProgram();
  writePair(program, pairFor(["irc.test"], 90));
  program.write("ircd.toml", WITH_TLS);
  await program.start();
  const root = await program.operator();
  writePair(program, pairFor(["irc.test"], 60, Date.UTC(2026, 0, 1)));
  await program.pass(11_000);
  const text = "cert.pem was renewed: it holds until 2026-03-02";
  assertEquals(root.take(), [`:irc.test NOTICE * :*** ${text}`]);
  assertEquals(program.runtime.complaints, [`warning config: ${text}`]);
});

Deno.test("SIGHUP with a bad pair changes nothing, and says so", async () => {
  await using program = new MemoryProgram();
  writePair(program, pairFor(["irc.test"], 90));
  program.write("ircd.toml", WITH_TLS);
  await program.start();
  const root = await program.operator();
  program.write("key.pem", "junk");
  program.runtime.signals?.reload();
  await program.turn();
  const [line] = root.take();
  assertMatch(
    line,
    /stays as it was: .*tls\[0\]\.key key\.pem holds no private key/,
  );
});
