import { assert, assertEquals } from "@std/assert";
import { accountChange } from "../../../support/records.ts";
import { tellNickServ } from "../../../support/talking.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const INVALID = ":irc.test FAIL RELAYMSG INVALID_NICK :Nobody who is relayed " +
  "can be called so: a nickname with a / is needed";
const PRIVS = ":irc.test FAIL RELAYMSG PRIVS_NEEDED :You may not speak for " +
  "others on that channel";
const FROM = ":ann/discord!~bot@192.0.2.1";
const HI = `${FROM} PRIVMSG #a :hi all`;
const RELAY = "RELAYMSG #a ann/discord :hi all";

Deno.test("a channel operator relays what somebody says elsewhere; the tag tells who relays it", () => {
  const network = new TestNetwork();
  const [bot, zoe, plain] = network.channel("#a", "bot", "zoe", "plain");
  zoe.enable("draft/relaymsg");
  assertEquals(bot.send(RELAY), []);
  assertEquals(zoe.take(), [`@draft/relaymsg=bot ${HI}`]);
  assertEquals(plain.take(), [HI]);
});

Deno.test("the message has a msgid and its client-only tags, and no account: the bot's is not the speaker's", () => {
  const network = new TestNetwork();
  const [bot, zoe, other] = network.channel("#a", "bot", "zoe", "other");
  bot.enable("message-tags");
  zoe.enable("message-tags", "account-tag", "draft/relaymsg");
  other.enable("message-tags", "account-tag");
  network.logIn("bot", "Bob");
  bot.send("MODE bot +B");
  bot.send(`@+a=b;c=d ${RELAY}`);
  const [line] = zoe.take();
  const [plain] = other.take();
  assert(
    /^@draft\/relaymsg=bot;msgid=[^;]+;\+a=b :ann\/discord!/.test(line),
    line,
  );
  assert(/^@msgid=[^;]+;\+a=b :ann\/discord!/.test(plain), plain);
  assertEquals(line.replace("draft/relaymsg=bot;", ""), plain);
});

Deno.test("the bot's other connections see it; the answer has the label", () => {
  const network = new TestNetwork();
  const [bot] = network.channel("#a", "bot");
  bot.enable("echo-message", "labeled-response", "batch", "draft/relaymsg");
  const [device, deaf] = [network.attach("bot"), network.attach("bot")];
  device.enable("echo-message");
  device.take();
  deaf.take();
  assertEquals(bot.send(`@label=x ${RELAY}`), [
    `@label=x;draft/relaymsg=bot ${HI}`,
  ]);
  assertEquals(device.take(), [HI]);
  assertEquals(deaf.take(), [HI]);
});

Deno.test("the capability tells the separator, and needs nobody to ask for it", () => {
  const network = new TestNetwork();
  const [line] = network.connect().send("CAP LS 302").slice(-1);
  assert(/ draft\/relaymsg=\/ /.test(line), line);
});

Deno.test("who is relayed has a nickname with a slash, of what a nickname may have", () => {
  const network = new TestNetwork();
  const [bot, zoe] = network.channel("#a", "bot", "zoe");
  for (
    const nick of [
      "ann",
      "ann!x/y",
      "ann@x/y",
      "a+b/x",
      "a:b/x",
      "a#b/x",
      "a'b/x",
      "a.b/x",
      "a\u200bb/x",
      "%ann/x",
      "a".repeat(40) + "/x",
    ]
  ) assertEquals(bot.send(`RELAYMSG #a ${nick} :hi`), [INVALID], nick);
  assertEquals(zoe.take(), []);
  bot.send("RELAYMSG #a Zoë/x :hi");
  assertEquals(zoe.take(), [":Zoë/x!~bot@192.0.2.1 PRIVMSG #a :hi"]);
});

Deno.test("who is no operator of the channel does not relay, but an IRC operator who may", () => {
  const network = new TestNetwork();
  const [, bot, zoe] = network.channel("#a", "op", "bot", "zoe");
  assertEquals(bot.send(RELAY), [PRIVS]);
  bot.send("OPER helper help");
  assertEquals(bot.send(RELAY).at(-1), PRIVS);
  bot.send("OPER root secret");
  zoe.take();
  bot.send(RELAY);
  assertEquals(zoe.take(), [HI]);
});

Deno.test("a network has only IRC operators relay, or nobody", () => {
  const only = new TestNetwork({ relay: "operators" });
  const [bot, zoe] = only.channel("#a", "bot", "zoe");
  assertEquals(bot.send(RELAY), [PRIVS]);
  bot.send("OPER root secret", RELAY);
  assertEquals(zoe.take().at(-1), HI);
  const none = new TestNetwork({ relay: "none" });
  const [other] = none.channel("#a", "other");
  other.send("OPER root secret");
  assertEquals(other.send(RELAY), [PRIVS]);
  const [line] = other.send("CAP LS 302").slice(-1);
  assert(!line.includes("relaymsg"), line);
});

Deno.test("a channel that is not there, or not seen, is refused with 403", () => {
  const network = new TestNetwork();
  const [op] = network.channel("#a", "op");
  op.send("MODE #a +s");
  const bot = network.register("bot");
  bot.take();
  for (const name of ["#a", "#none", "op"]) {
    assertEquals(bot.send(`RELAYMSG ${name} ann/x :hi`), [
      `:irc.test 403 bot ${name} :No such channel`,
    ]);
  }
  assertEquals(op.take(), []);
});

Deno.test("what is missing is refused", () => {
  const network = new TestNetwork();
  const [bot] = network.channel("#a", "bot");
  for (
    const line of ["RELAYMSG #a", "RELAYMSG #a ann/x", "RELAYMSG #a ann/x :"]
  ) {
    assertEquals(bot.send(line), [
      ":irc.test 461 bot RELAYMSG :Not enough parameters",
    ]);
  }
});

Deno.test("the rules of the channel hold for what is relayed", () => {
  const network = new TestNetwork();
  const [bot, zoe] = network.channel("#a", "bot", "zoe");
  bot.send("MODE #a +c");
  assertEquals(bot.send("RELAYMSG #a ann/x :\x02hi"), [
    ":irc.test 404 bot #a :Cannot send to channel (+c)",
  ]);
  bot.send("MODE #a -c+S");
  zoe.take();
  bot.send("RELAYMSG #a ann/x :\x02hi");
  assertEquals(zoe.take(), [":ann/x!~bot@192.0.2.1 PRIVMSG #a :hi"]);
  assertEquals(bot.send("RELAYMSG #a ann/x :\x02"), [
    ":irc.test 412 bot :No text to send",
  ]);
});

Deno.test("a ban or a mute keeps somebody who is relayed from being heard, and an exception does not", () => {
  const network = new TestNetwork();
  const [bot, zoe] = network.channel("#a", "bot", "zoe");
  for (const mask of ["ann/*!*@*", "m:ann/discord", "*/discord!*@*"]) {
    bot.send(`MODE #a +b ${mask}`);
    zoe.take();
    assertEquals(bot.send(RELAY), [
      ":irc.test 404 bot #a :Cannot send to channel (+b)",
    ]);
    bot.send("MODE #a +e ann/discord");
    zoe.take();
    bot.send(RELAY);
    assertEquals(zoe.take(), [HI]);
    bot.send(`MODE #a -eb ann/discord ${mask}`);
  }
});

Deno.test("who is deaf hears nobody who is relayed, and who keeps CTCP away no CTCP", () => {
  const network = new TestNetwork();
  const [bot, zoe, kim] = network.channel("#a", "bot", "zoe", "kim");
  zoe.send("MODE zoe +D");
  kim.send("MODE kim +T");
  bot.send(RELAY, "RELAYMSG #a ann/x :\x01VERSION\x01");
  assertEquals(zoe.take(), []);
  assertEquals(kim.take(), [HI]);
});

Deno.test("the bot takes back what it has relayed", () => {
  const network = new TestNetwork();
  const [bot, zoe] = network.channel("#a", "bot", "zoe");
  for (const client of [bot, zoe]) {
    client.enable("message-tags", "draft/message-redaction");
  }
  bot.send(RELAY);
  const [, id] = /msgid=([^; ]+)/.exec(zoe.take()[0]) ?? [];
  bot.send(`REDACT #a ${id}`);
  assert(zoe.take()[0].endsWith(`REDACT #a ${id}`));
});

Deno.test("nobody takes a nickname of who is relayed, or registers it, or is found by it", () => {
  const network = new TestNetwork({}, {}, [accountChange("eve")]);
  const [bot] = network.channel("#a", "bot");
  const root = network.operator("root");
  bot.send(RELAY);
  bot.take();
  assertEquals(bot.send("NICK ann/discord"), [
    ":irc.test 432 bot ann/discord :Erroneous nickname",
  ]);
  assertEquals(root.send("SANICK bot ann/discord"), [
    ":irc.test 432 root ann/discord :Erroneous nickname",
  ]);
  assertEquals(tellNickServ(root, "RENAME eve eve/x"), [
    "No account can be called eve/x.",
  ]);
  const missing = ":irc.test 401 bot ann/discord :No such nick/channel";
  assertEquals(bot.send("PRIVMSG ann/discord :hi"), [missing]);
  assertEquals(bot.send("WHOIS ann/discord"), [
    missing,
    ":irc.test 318 bot ann/discord :End of /WHOIS list",
  ]);
});

Deno.test("where nobody relays, a slash is a character like others", () => {
  const network = new TestNetwork({ relay: "none" });
  const bot = network.register("bot");
  bot.take();
  assertEquals(bot.send("NICK a/b"), [":bot!~bot@192.0.2.1 NICK a/b"]);
});
