import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const END = ":irc.test 272 ann ann :End of /SILENCE list";

Deno.test("SILENCE puts masks on the list, takes them off and shows it", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("SILENCE"), [END]);
  assertEquals(ann.send("SILENCE +bob,*@192.0.2.9", "SILENCE eve!*@*"), [
    ":ann!~ann@192.0.2.1 SILENCE +bob!*@*",
    ":ann!~ann@192.0.2.1 SILENCE +*!*@192.0.2.9",
    ":ann!~ann@192.0.2.1 SILENCE +eve!*@*",
  ]);
  assertEquals(ann.send("SILENCE -BOB,-eve"), [
    ":ann!~ann@192.0.2.1 SILENCE -BOB!*@*",
    ":ann!~ann@192.0.2.1 SILENCE -eve!*@*",
  ]);
  assertEquals(ann.send("SILENCE"), [
    ":irc.test 271 ann ann *!*@192.0.2.9",
    END,
  ]);
  ann.send("SILENCE -*@192.0.2.9");
  assertEquals(ann.send("SILENCE"), [END]);
});

Deno.test("SILENCE says nothing of a mask that is there already, or is not", () => {
  const ann = new TestNetwork().register("ann");
  ann.send("SILENCE +bob");
  assertEquals(ann.send("SILENCE +BOB,-eve"), []);
});

Deno.test("SILENCE is refused with 511 on a full list", () => {
  const ann = new TestNetwork({}, { silence: 1 }).register("ann");
  ann.send("SILENCE +bob");
  assertEquals(ann.send("SILENCE +eve"), [
    ":irc.test 511 ann eve!*@* :Your silence list is full",
  ]);
});

Deno.test("SILENCE refuses a mask that is too long, or can match nobody", () => {
  const ann = new TestNetwork({}, { mask: 9 }).register("ann");
  assertEquals(ann.send("SILENCE +12345", "SILENCE +123456"), [
    ":ann!~ann@192.0.2.1 SILENCE +12345!*@*",
    ":irc.test 400 ann SILENCE :Bad mask 123456",
  ]);
  const bob = new TestNetwork().register("bob");
  const masks = ["a!b!c@d", "*@192.0.2.0/33", "n".repeat(31), "#c"];
  assertEquals(
    bob.send(...masks.map((mask) => `SILENCE +${mask}`), "SILENCE :+two words"),
    [...masks, "two words"]
      .map((mask) => `:irc.test 400 bob SILENCE :Bad mask ${mask}`),
  );
  assertEquals(bob.send("SILENCE")[0].split(" ")[1], "272");
});

Deno.test("SILENCE - takes off what could not be put there today", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const long = "n".repeat(DEFAULT_LIMITS.nickname);
  ann.send(`SILENCE +${long}`);
  network.reconfigure({ limits: { ...DEFAULT_LIMITS, nickname: 20 } });
  ann.take();
  assertEquals(ann.send(`SILENCE -${long}`), [
    `:ann!~ann@192.0.2.1 SILENCE -${long}!*@*`,
  ]);
});

Deno.test("SILENCE takes a CIDR block, and holds for who comes from it", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  ann.send("SILENCE +192.0.2.77/25,+*!*@2001:db8::/64");
  ann.take();
  for (const address of ["192.0.2.127", "2001:db8::5"]) {
    network.register("bob", address).send("PRIVMSG ann :hi", "QUIT");
  }
  assertEquals(ann.take(), []);
  for (const address of ["192.0.2.128", "2001:db8:0:1::5"]) {
    network.register("bob", address).send("PRIVMSG ann :hi", "QUIT");
  }
  assertEquals(ann.take(), [
    ":bob!~bob@192.0.2.128 PRIVMSG ann :hi",
    ":bob!~bob@2001:db8:0:1::5 PRIVMSG ann :hi",
  ]);
});
