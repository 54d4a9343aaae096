import { assertObjectMatch } from "@std/assert";
import { forEachServer } from "../support/for_each.ts";
import {
  frameworkClient,
  frameworkOptions,
  seenBy,
  withTwo,
} from "../support/framework_client.ts";

// irc-framework is a client library that others wrote; its own sockets are
// those of node:net, which Deno has.

const BOB = { nick: "bob", ident: "~bob", hostname: "127.0.0.1" };

forEachServer(
  "irc-framework registers, with CAP and a password",
  async (server) => {
    const client = frameworkClient();
    const registered = await seenBy(
      client,
      "registered",
      () => client.connect(frameworkOptions(server, "alice")),
    );
    assertObjectMatch(registered, { nick: "alice" });
    await seenBy(client, "close", () => client.quit("bye"));
  },
  ["--password", "secret"],
);

forEachServer(
  "irc-framework hears messages, notices and actions",
  (server) =>
    withTwo(server, async (alice, bob) => {
      const said = () => alice.say("#tea", "More tea?");
      assertObjectMatch(await seenBy(bob, "privmsg", said), {
        nick: "alice",
        target: "#tea",
        message: "More tea?",
      });
      const noticed = () => alice.notice("bob", "Grüße");
      assertObjectMatch(await seenBy(bob, "notice", noticed), {
        nick: "alice",
        target: "bob",
        message: "Grüße",
      });
      const acted = () => bob.action("#tea", "drinks");
      assertObjectMatch(await seenBy(alice, "action", acted), {
        ...BOB,
        target: "#tea",
        message: "drinks",
      });
    }),
);

forEachServer(
  "irc-framework sees topics, modes, bans, kicks and invitations",
  (server) =>
    withTwo(server, async (alice, bob) => {
      const setTopic = () => alice.setTopic("#tea", "A mad tea party");
      assertObjectMatch(await seenBy(bob, "topic", setTopic), {
        nick: "alice",
        channel: "#tea",
        topic: "A mad tea party",
      });
      const voice = () => alice.mode("#tea", "+v-t", ["bob"]);
      assertObjectMatch(await seenBy(bob, "mode", voice), {
        nick: "alice",
        target: "#tea",
        modes: [{ mode: "+v", param: "bob" }, { mode: "-t" }],
      });
      await seenBy(bob, "mode", () => alice.ban("#tea", "dormouse"));
      const bans = await seenBy(bob, "banlist", () => bob.banlist("#tea"));
      assertObjectMatch(bans, {
        channel: "#tea",
        bans: [{
          banned: "dormouse!*@*",
          banned_by: "alice!~alice@127.0.0.1",
        }],
      });
      const kick = () => alice.raw("KICK", "#tea", "bob", "No room");
      assertObjectMatch(await seenBy(bob, "kick", kick), {
        nick: "alice",
        kicked: "bob",
        channel: "#tea",
        message: "No room",
      });
      const invite = () => alice.invite("#tea", "bob");
      assertObjectMatch(await seenBy(bob, "invite", invite), {
        nick: "alice",
        invited: "bob",
        channel: "#tea",
      });
    }),
);

forEachServer(
  "irc-framework understands NAMES, WHOIS and WHO",
  (server) =>
    withTwo(server, async (alice, bob) => {
      const names = () => bob.raw("NAMES", "#tea");
      assertObjectMatch(await seenBy(bob, "userlist", names), {
        channel: "#tea",
        users: [
          { nick: "alice", ident: "~alice", modes: ["o"] },
          { ...BOB, modes: [] },
        ],
      });
      assertObjectMatch(await seenBy(bob, "whois", () => bob.whois("alice")), {
        nick: "alice",
        ident: "~alice",
        hostname: "127.0.0.1",
        real_name: "alice the tester",
        channels: "@#tea",
        server: "irc.localhost",
      });
      assertObjectMatch(await seenBy(bob, "whois", () => bob.whois("nobody")), {
        nick: "nobody",
        error: "not_found",
      });
      assertObjectMatch(
        await seenBy(alice, "wholist", () => alice.who("#tea")),
        {
          target: "#tea",
          users: [
            { nick: "alice", channel: "#tea", channel_modes: ["o"] },
            { ...BOB, real_name: "bob the tester", num_hops_away: 0 },
          ],
        },
      );
    }),
);

forEachServer(
  "irc-framework sees nicknames change, and others part and quit",
  (server) =>
    withTwo(server, async (alice, bob) => {
      const taken = () => bob.changeNick("ALICE");
      assertObjectMatch(await seenBy(bob, "nick in use", taken), {
        nick: "ALICE",
      });
      const renamed = () => bob.changeNick("robert");
      assertObjectMatch(await seenBy(alice, "nick", renamed), {
        ...BOB,
        new_nick: "robert",
      });
      const parted = () => bob.part("#tea", "Enough tea");
      assertObjectMatch(await seenBy(alice, "part", parted), {
        nick: "robert",
        channel: "#tea",
        message: "Enough tea",
      });
      await seenBy(alice, "join", () => bob.join("#tea"));
      assertObjectMatch(
        await seenBy(alice, "quit", () => bob.quit("Good bye")),
        { nick: "robert", message: "Quit: Good bye" },
      );
    }),
);
