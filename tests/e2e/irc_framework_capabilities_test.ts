import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { hashPassword } from "../../src/config/passwords.ts";
import { forEachProgram, forEachServer } from "../support/for_each.ts";
import {
  frameworkClient,
  type FrameworkEvent,
  frameworkOptions,
  seenBy,
  withTwo,
} from "../support/framework_client.ts";
import { ServerProcess } from "../support/server_process.ts";

// irc-framework asks for the capabilities that it knows, and tells of what they bring.

const ALL = {
  enable_echomessage: true,
  enable_setname: true,
  enable_chghost: true,
} as const;

function tagsOf(event: FrameworkEvent): Record<string, string> {
  return event.tags as Record<string, string>;
}

forEachServer(
  "irc-framework reads server-time, msgid and client-only tags, and its own echo",
  (server) =>
    withTwo(server, async (alice, bob) => {
      const before = Date.now() - 1000;
      const echo = seenBy(alice, "privmsg", () => {});
      const heard = await seenBy(
        bob,
        "privmsg",
        () => alice.say("#tea", "More tea?", { "+draft/reply": "a b;c" }),
      );
      assert(Number(heard.time) > before, "the time is there");
      assertEquals(tagsOf(heard)["+draft/reply"], "a b;c");
      assert(tagsOf(heard).msgid !== undefined, "the msgid is there");
      const own = await echo;
      assertObjectMatch(own, { nick: "alice", message: "More tea?" });
      assertEquals(tagsOf(own).msgid, tagsOf(heard).msgid);
    }, ALL),
);

forEachServer(
  "irc-framework hears TAGMSG",
  (server) =>
    withTwo(server, async (alice, bob) => {
      const typing = () => alice.tagmsg("#tea", { "+typing": "active" });
      const heard = await seenBy(bob, "tagmsg", typing);
      assertObjectMatch(heard, { nick: "alice", target: "#tea" });
      assertEquals(tagsOf(heard)["+typing"], "active");
    }),
);

forEachServer(
  "irc-framework sees who joins, is away, and takes another real name or host",
  (server) =>
    withTwo(server, async (alice, bob) => {
      await seenBy(alice, "part", () => bob.part("#tea"));
      assertObjectMatch(await seenBy(alice, "join", () => bob.join("#tea")), {
        nick: "bob",
        account: false,
        gecos: "bob the tester",
      });
      const away = () => bob.raw("AWAY", "Gone to the hatter");
      assertObjectMatch(await seenBy(alice, "away", away), {
        self: false,
        nick: "bob",
        message: "Gone to the hatter",
      });
      await seenBy(alice, "back", () => bob.raw("AWAY"));
      const setName = () => bob.raw("SETNAME", "Robert the tester");
      assertObjectMatch(await seenBy(alice, "user updated", setName), {
        nick: "bob",
        new_gecos: "Robert the tester",
      });
      const hide = () => bob.raw("MODE", "bob", "+x");
      assertObjectMatch(await seenBy(alice, "user updated", hide), {
        nick: "bob",
        hostname: "127.0.0.1",
        new_ident: "~bob",
      });
    }, ALL),
);

forEachServer(
  "irc-framework gets the answer to a labelled command in a batch",
  async (server) => {
    const client = frameworkClient();
    client.requestCap(["labeled-response"]);
    const connect = () => client.connect(frameworkOptions(server, "alice"));
    await seenBy(client, "registered", connect);
    const ask = () => client.raw("@label=l1 WHOIS alice");
    const batch = await seenBy(client, "batch end labeled-response", ask);
    const commands = batch.commands as readonly { command: string }[];
    assertEquals(commands[0].command, "311");
    assertEquals(commands.at(-1)?.command, "318");
    await seenBy(client, "close", () => client.quit("bye"));
  },
);

const CONFIG = `
[server]
port = 0

[users]
modes = ""

[[account]]
name = "Alice"
password = "${await hashPassword("curiouser")}"

[[webirc]]
name = "gateway"
password = "rabbit-hole"
hosts = ["127.0.0.1"]
`;

function forEachConfigured(
  name: string,
  test: (server: ServerProcess) => Promise<void>,
): void {
  forEachProgram(name, async (program) => {
    const folder = await Deno.makeTempDir();
    try {
      const file = `${folder}/ircd.toml`;
      await Deno.writeTextFile(file, CONFIG);
      const flags = ["--config", file];
      await using server = await ServerProcess.start(program, { flags });
      await test(server);
      await server.stop();
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

forEachConfigured(
  "irc-framework logs in with SASL PLAIN, and its account is seen",
  logIn,
);

forEachConfigured(
  "irc-framework comes through a gateway, and is where it says",
  async (server) => {
    const client = frameworkClient();
    const webirc = {
      password: "rabbit-hole",
      username: "gateway",
      hostname: "hole.example.org",
      address: "2001:db8::7",
    };
    await seenBy(client, "registered", () => {
      client.connect({ ...frameworkOptions(server, "rabbit"), webirc });
    });
    const ask = () => client.whois("rabbit");
    assertObjectMatch(await seenBy(client, "whois", ask), {
      hostname: "2001:db8::7",
    });
    await seenBy(client, "close", () => client.quit("bye"));
  },
);

async function logIn(server: ServerProcess): Promise<void> {
  const alice = frameworkClient();
  const account = { account: "alice", password: "curiouser" };
  const loggedIn = seenBy(alice, "loggedin", () => {});
  const registered = seenBy(alice, "registered", () => {
    alice.connect({ ...frameworkOptions(server, "alice"), account });
  });
  assertObjectMatch(await loggedIn, { account: "Alice" });
  await registered;
  const bob = frameworkClient();
  const connect = () => bob.connect(frameworkOptions(server, "bob"));
  await seenBy(bob, "registered", connect);
  const heard = await seenBy(bob, "privmsg", () => alice.say("bob", "hi"));
  assertObjectMatch(heard, { nick: "alice", account: "Alice" });
  for (const client of [alice, bob]) {
    await seenBy(client, "close", () => client.quit("bye"));
  }
}
