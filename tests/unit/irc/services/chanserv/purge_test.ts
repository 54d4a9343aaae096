import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

const CLOSED = "Closed by the operators of the network: warez";

Deno.test("PURGE ADD closes a channel, registered or not, and kicks who is there", () => {
  for (const name of ["#a", "#b"]) {
    const network = new ChannelNetwork();
    const [ann, root] = [network.person("ann"), network.operator("root")];
    ann.send(`JOIN ${name}`);
    ann.take();
    root.send("MODE root +s +h");
    assertEquals(tellChanServ(root, `PURGE ADD ${name} warez`), [
      `${name} is purged.`,
      `:irc.test NOTICE * :*** root purged the channel ${name}: warez`,
    ]);
    assertEquals(ann.take(), [`:irc.test KICK ${name} ann :warez`]);
    const refusal = (
      nick: string,
    ) => [`:irc.test 448 ${nick} ${name} :${CLOSED}`];
    assertEquals(ann.send(`JOIN ${name}`), refusal("ann"));
    assertEquals(root.send(`SAJOIN ann ${name}`), refusal("root"));
    assertEquals(tellChanServ(root, `PURGE ADD ${name}`), [
      `${name} is purged already.`,
    ]);
    assertEquals(
      tellChanServ(root, `PURGE DEL ${name}`)[0],
      `${name} is open again.`,
    );
    assertEquals(
      ann.send(`JOIN ${name}`)[0],
      `:ann!~ann@192.0.2.1 JOIN ${name}`,
    );
  }
});

Deno.test("PURGE LIST tells what is purged, by whom and why, and it is kept", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  root.send("CS PURGE ADD #b very bad", "CS PURGE ADD #c");
  assertEquals(tellChanServ(root, "PURGE LIST"), [
    "#b, by root, Thu, 01 Jan 2026 00:00:00 GMT: very bad",
    "#c, by root, Thu, 01 Jan 2026 00:00:00 GMT: No reason given",
    "Purged channels: 2",
  ]);
  const kept = network.store.read().filter(({ kind }) => kind === "purge");
  assertEquals(kept.map(({ key }) => key), ["#b", "#c"]);
});

Deno.test("PURGE refuses what is no channel, not purged, or no order", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  assertEquals(tellChanServ(root, "PURGE ADD b"), [
    "b is no name of a channel.",
  ]);
  assertEquals(tellChanServ(root, "PURGE DEL #b"), ["#b is not purged."]);
  for (const order of ["PURGE ADD", "PURGE FROB #b"]) {
    assertEquals(tellChanServ(root, order), [
      "Syntax: PURGE ADD <channel> [<reason>] | DEL <channel> | LIST",
    ]);
  }
  const { limits } = network.core.network.settings;
  network.reconfigure({ limits: { ...limits, serverBans: 1 } });
  root.send("CS PURGE ADD #b");
  assertEquals(tellChanServ(root, "PURGE ADD #c"), [
    "1 channels are purged, and no more may be.",
  ]);
});

Deno.test("nobody renames a channel to a purged or a registered name", () => {
  const network = new ChannelNetwork();
  const [bob, root] = [network.person("bob"), network.operator("root")];
  root.send("CS PURGE ADD #c");
  bob.send("JOIN #b");
  bob.take();
  assertEquals(bob.send("RENAME #b #c").map((line) => line.split(" ")[3]), [
    "CANNOT_RENAME",
  ]);
  assertEquals(bob.send("RENAME #b #A").map((line) => line.split(" ")[3]), [
    "CHANNEL_NAME_IN_USE",
  ]);
});
