import { assertEquals } from "@std/assert";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { said, tellNickServ } from "../../../../support/talking.ts";
import { TestNetwork } from "../../../../support/test_network.ts";

const WANTED = "Your nickname is wanted by the account that it belongs to.";

/** A network with a user who is logged in to Ann, and those who may be in the way. */
function start() {
  const network = new TestNetwork({}, {}, [
    accountChange("ann", accountOf("Ann", { nicks: ["annie"] })),
    accountChange("eve"),
  ]);
  const [zoe, other, stranger] = ["zoe", "other", "stranger"]
    .map((nick) => network.register(nick));
  network.logIn("zoe", "Ann");
  network.logIn("other", "Ann");
  const holder = network.register("annie");
  for (const client of [other, stranger, holder]) client.take();
  return { network, zoe, other, stranger, holder };
}

Deno.test("GHOST ends who has a nickname of one's own, or is logged in to one's own account", () => {
  const { holder, other, zoe } = start();
  assertEquals(tellNickServ(zoe, "GHOST ANNIE"), ["annie is gone."]);
  assertEquals(holder.take(), [
    "ERROR :Closing link: annie[192.0.2.1] (GHOST by zoe)",
  ]);
  assertEquals(tellNickServ(zoe, "GHOST other"), ["other is gone."]);
  assertEquals(other.closed, true);
});

Deno.test("RELEASE renames who has a nickname of one's own", () => {
  const { holder, network, zoe } = start();
  assertEquals(tellNickServ(zoe, "RELEASE annie"), [
    "The nickname annie is free now.",
  ]);
  assertEquals(holder.take().map(said), [
    WANTED,
    ":annie!~annie@192.0.2.1 NICK Guest-1",
  ]);
  assertEquals(network.core.network.findUser("annie"), undefined);
});

Deno.test("RECOVER takes the nickname as well", () => {
  const { holder, zoe } = start();
  assertEquals(tellNickServ(zoe, "RECOVER annie"), [
    ":zoe!~zoe@192.0.2.1 NICK annie",
    "The nickname annie is yours again.",
  ]);
  assertEquals(holder.take().at(-1), ":annie!~annie@192.0.2.1 NICK Guest-1");
});

Deno.test("RECOVER is no way round what keeps one from another nickname", () => {
  const { holder, network, zoe } = start();
  const root = network.register("root");
  root.send("JOIN #a", "MODE #a +N");
  zoe.send("JOIN #a");
  assertEquals(tellNickServ(zoe, "RECOVER annie"), [
    ":irc.test 447 zoe :Cannot change nickname while on #a (+N)",
  ]);
  assertEquals(holder.take(), []);
});

for (const order of ["GHOST", "RELEASE", "RECOVER"]) {
  Deno.test(`${order} does nothing to who has a nickname that is not one's own`, () => {
    const { network, stranger, zoe } = start();
    const eve = network.register("eve");
    assertEquals(tellNickServ(zoe, `${order} stranger`), [
      "The nickname stranger is not yours.",
    ]);
    assertEquals(tellNickServ(zoe, `${order} eve`), [
      "The nickname eve is not yours.",
    ]);
    assertEquals(tellNickServ(zoe, `${order} nobody`), [
      "Nobody else has the nickname nobody.",
    ]);
    assertEquals(tellNickServ(zoe, `${order} zoe`), [
      "Nobody else has the nickname zoe.",
    ]);
    assertEquals([stranger.closed, eve.closed, zoe.closed], [
      false,
      false,
      false,
    ]);
  });
}
