import { assertEquals, assertMatch } from "@std/assert";
import { TestClient, TestNetwork } from "../../../support/test_network.ts";

/** A client from 192.0.2.7, which is called client.example.org. */
function come(network: TestNetwork, nick: string): TestClient {
  const other = new TestClient(network, nick);
  network.core.attach(nick, other);
  const peer = {
    address: "192.0.2.7",
    secure: false,
    certificate: null,
    listener: "",
    hostname: "client.example.org",
  };
  network.apply({ kind: "open", session: nick, peer });
  other.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
  return other;
}

Deno.test("a host that has a name is shown by it", () => {
  const client = come(new TestNetwork(), "ann");
  assertEquals(
    client.send("JOIN #a")[0],
    [
      ":ann!~ann@client.example.org JOIN #a",
    ][0],
  );
});

Deno.test("its cloak is that of the address, so that networks still share it", () => {
  const network = new TestNetwork({ userModes: "x" });
  come(network, "ann");
  const other = network.register("bob", "192.0.2.8");
  const hostOf = (nick: string) =>
    other.send(`WHO ${nick} %h`).at(-2)?.split(" :")[1] ?? "";
  assertMatch(hostOf("ann"), /^[a-z2-7]{8}(\.[a-z2-7]{8}){2}\.ip$/);
  assertEquals(hostOf("ann").slice(8), hostOf("bob").slice(8));
});

for (
  const line of [
    "KLINE *@192.0.2.7 :no",
    "KLINE *@*.example.org :no",
    "KLINE ann :no",
    "DLINE 192.0.2.0/29 :no",
  ]
) {
  Deno.test(`${line} is against the address, or the name`, () => {
    const network = new TestNetwork();
    const root = network.operator("root");
    const ann = come(network, "ann");
    root.send(line);
    assertEquals(ann.closed, true);
    const again = come(network, "ann");
    assertEquals(again.closed, true);
  });
}

for (const mask of ["*!*@client.example.org", "*!*@192.0.2.0/29"]) {
  Deno.test(`a ban of ${mask} on a channel fits`, () => {
    const network = new TestNetwork();
    const [owner] = network.channel("#a", "owner");
    owner.send(`MODE #a +b ${mask}`);
    const ann = come(network, "ann");
    assertMatch(ann.send("JOIN #a").at(-1) ?? "", / 474 /);
  });
}

Deno.test("WHOIS tells operators the name beside the address", () => {
  const network = new TestNetwork({ userModes: "x" });
  come(network, "ann");
  const root = network.operator("root");
  assertEquals(
    root.send("WHOIS ann").filter((line) => line.includes(" 338 ")),
    [
      ":irc.test 338 root ann ~ann@client.example.org 192.0.2.7 :is actually using host",
    ],
  );
});
