import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { tellChanServ } from "../../../support/talking.ts";

/** The registered channel is #a. */
const FAKES = ["#а", "#A\u0301".replace("\u0301", "\u200b"), "#ａ", "#ᴀ"];

for (const fake of FAKES) {
  Deno.test(`${fake}, which looks like a registered channel, is registered by its founder alone`, () => {
    const network = new ChannelNetwork();
    const [ann, bob] = [network.person("ann"), network.person("bob")];
    bob.send(`JOIN ${fake}`);
    assertEquals(tellChanServ(bob, `REGISTER ${fake}`), [
      `${fake} looks like a channel of somebody else's.`,
    ]);
    bob.send(`PART ${fake}`);
    ann.send(`JOIN ${fake}`);
    assertEquals(
      tellChanServ(ann, `REGISTER ${fake}`)[0],
      `${fake} is registered now, and you are its founder.`,
    );
  });
}

Deno.test("what looks like a purged channel is not registered", () => {
  const network = new ChannelNetwork();
  const root = network.operator("root");
  tellChanServ(root, "PURGE ADD #warez warez");
  const bob = network.person("bob");
  bob.send("JOIN #wаrez");
  assertEquals(tellChanServ(bob, "REGISTER #wаrez"), [
    "#wаrez looks like a channel of somebody else's.",
  ]);
});

Deno.test("a registered channel is not renamed to look like another, but like itself", () => {
  const network = new ChannelNetwork();
  const [ann, bob] = [network.person("ann"), network.person("bob")];
  bob.send("JOIN #b");
  tellChanServ(bob, "REGISTER #b");
  assertEquals(bob.send("RENAME #b #а"), [
    ":irc.test FAIL RENAME CANNOT_RENAME #b #а :The new name is no name for a channel",
  ]);
  ann.send("JOIN #a", "RENAME #a #а");
  assertEquals(network.recordOf("#а").founder, "ann");
});
