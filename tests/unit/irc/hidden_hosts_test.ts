import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../support/test_network.ts";

/** What fits the host that a cloaked user comes from, and what the user is shown as. */
const HOST_MASKS = ["*!*@192.0.2.1", "*!*@192.*", "192.0.0.0/16"];

interface Cloaked {
  readonly network: TestNetwork;
  readonly ann: TestClient;
  /** Cloaked from the start */
  readonly bob: TestClient;
}

/** A channel of ann, its operator, and a network whose users are cloaked. */
function cloaked(): Cloaked {
  const network = new TestNetwork({ userModes: "x" });
  const [ann] = network.channel("#a", "ann");
  const bob = network.register("bob");
  bob.take();
  return { network, ann, bob };
}

function cloakOf({ network }: Cloaked, nick: string): string {
  return network.core.network.findUser(nick)?.host ?? "";
}

/** True if a message of bob reaches ann. */
function reaches({ ann, bob }: Cloaked): boolean {
  ann.take();
  bob.send("PRIVMSG ann :hi");
  return ann.take().length > 0;
}

function joins({ bob }: Cloaked): boolean {
  const isIn = bob.send("JOIN #a")[0].split(" ")[1] === "JOIN";
  if (isIn) bob.send("PART #a");
  return isIn;
}

Deno.test("SILENCE tells nothing of a host that was never shown", () => {
  for (const mask of HOST_MASKS) {
    const scene = cloaked();
    scene.ann.send(`SILENCE +${mask}`);
    assertEquals([mask, reaches(scene)], [mask, true]);
  }
});

Deno.test("+b, +e and +I tell nothing of a host that was never shown", () => {
  for (const mask of HOST_MASKS) {
    for (const entry of [mask, `m:${mask}`, `U:${mask}`]) {
      const scene = cloaked();
      scene.ann.send(`MODE #a +b ${entry}`);
      assertEquals([entry, joins(scene)], [entry, true]);
      scene.bob.send("JOIN #a");
      scene.ann.take();
      scene.bob.send("PRIVMSG #a :hi");
      assertEquals([entry, scene.ann.take().length], [entry, 1]);
    }
    for (const change of ["+be bob", "+iI"]) {
      const scene = cloaked();
      scene.ann.send(`MODE #a ${change} ${mask}`);
      assertEquals([change, mask, joins(scene)], [change, mask, false]);
    }
  }
});

Deno.test("masks fit the cloak that everybody sees", () => {
  const scene = cloaked();
  const cloak = cloakOf(scene, "bob");
  scene.ann.send(`MODE #a +b *!*@${cloak}`, `SILENCE +*!*@${cloak}`);
  assertEquals([joins(scene), reaches(scene)], [false, false]);
});

Deno.test("who takes +x off has shown the host, and masks fit it from then on", () => {
  const scene = cloaked();
  scene.ann.send("MODE #a +b 192.0.2.1", "SILENCE +192.0.2.1");
  scene.bob.send("MODE bob -x");
  assertEquals([joins(scene), reaches(scene)], [false, false]);
  scene.bob.send("MODE bob +x");
  assertEquals([joins(scene), reaches(scene)], [false, false]);
});

Deno.test("K-lines and the hosts of operators are about where a cloaked user comes from", () => {
  const { network, ann, bob } = cloaked();
  assertEquals(
    ann.send("OPER root secret").some((line) => line.includes(" 381 ")),
    true,
  );
  const far = network.register("far", "198.51.100.7");
  ann.send("KLINE *@198.51.100.7 :spam");
  assertEquals([far.closed, bob.closed], [true, false]);
});

Deno.test("WHO, WHOIS, WHOWAS, USERHOST, USERIP, MONITOR, KNOCK and INVITE tell nobody else a hidden host", () => {
  const { network, ann, bob } = cloaked();
  for (const mask of ["192.0.2.1", "*@192.*", "*!*@192.0.2.1"]) {
    assertEquals(
      ann.send(`WHO ${mask}`).filter((line) => line.includes(" bob ")),
      [],
    );
  }
  ann.send("MODE #a +i", "MONITOR + bob,rob");
  bob.send("KNOCK #a");
  ann.send("INVITE bob #a", "WHOIS bob", "WHO bob %hi", "USERHOST bob");
  ann.send("USERIP bob", "METADATA bob LIST");
  bob.send("JOIN #a", "TOPIC #a :x", "NICK rob", "PART #a", "QUIT");
  ann.send("WHOWAS bob", "WHOWAS rob", "STATS p");
  network.register("rob").send("JOIN #b", "INVITE ann #b");
  const lines = ann.take();
  assertEquals(lines.filter((line) => line.includes("192.0.2.1")), []);
});

/** True if bob, who is on #hidden, is kept out of #a by `j:#hid*`. */
function isFoundOn(modes: string): boolean {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const [, bob] = network.channel("#hidden", "eve", "bob");
  network.session(bob).network.findChannel("#hidden")?.modes.set(modes, "");
  ann.send("MODE #a +b j:#hid*");
  return bob.send("JOIN #a")[0].split(" ")[1] === "474";
}

Deno.test("j: does not tell who is on a channel where not everybody sees that", () => {
  assertEquals(isFoundOn("n"), true);
  for (const mode of ["s", "p", "u"]) {
    assertEquals([mode, isFoundOn(mode)], [mode, false]);
  }
});

Deno.test("!j: tells no more than j: does", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const [bob] = network.channel("#hidden", "bob");
  bob.send("MODE #hidden +s");
  ann.send("MODE #a +b !j:#hid*");
  bob.take();
  assertEquals(bob.send("JOIN #a")[0].split(" ")[1], "474");
});

Deno.test("j: with the channel's own name fits its members, whatever its modes", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +sb j:#a");
  bob.take();
  assertEquals(bob.send("PRIVMSG #a :hi"), [
    ":irc.test 404 bob #a :Cannot send to channel (+b)",
  ]);
});
