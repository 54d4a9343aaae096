import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

function register(network: TestNetwork, ...capabilities: string[]): TestClient {
  return network.connect().enable(...capabilities);
}

const WHO = ["NICK ann", "USER ann 0 * :Ann Other", "CAP END"];

Deno.test("draft/whoami tells clients who they are, between 005 and LUSERS", () => {
  const ann = register(new TestNetwork(), "draft/whoami");
  const welcome = ann.send(...WHO);
  const at = welcome.indexOf(":ann!~ann@192.0.2.1 SETNAME :Ann Other");
  assertEquals(
    [at - 1, at + 1].map((index) => welcome[index].split(" ")[1]),
    ["005", "251"],
  );
});

Deno.test("draft/whoami tells the host that others see", () => {
  const network = new TestNetwork({ userModes: "x" });
  const welcome = register(network, "draft/whoami").send(...WHO);
  const host = network.core.network.findUser("ann")?.host ?? "";
  assertEquals(
    welcome.filter((line) => line.includes(" SETNAME ")),
    [`:ann!~ann@${host} SETNAME :Ann Other`],
  );
});

Deno.test("who has setname and not draft/whoami is not told on connecting", () => {
  const welcome = register(new TestNetwork(), "setname").send(...WHO);
  assertEquals(welcome.filter((line) => line.includes(" SETNAME ")), []);
});

for (const also of [[], ["setname", "chghost"]]) {
  Deno.test(`with draft/whoami ${also} one is told once what changes about oneself`, () => {
    const network = new TestNetwork();
    const ann = network.register("ann").enable("draft/whoami", ...also);
    assertEquals(ann.send("SETNAME :Anna"), [
      ":ann!~ann@192.0.2.1 SETNAME :Anna",
    ]);
    const lines = ann.send("MODE ann +x");
    const host = network.core.network.findUser("ann")?.host;
    assertEquals(lines, [
      `:ann!~ann@192.0.2.1 CHGHOST ~ann ${host}`,
      `:ann!~ann@${host} MODE ann +x`,
      `:irc.test 396 ann ${host} :is now your visible host`,
    ]);
  });
}

Deno.test("draft/whoami tells nothing of others", () => {
  const [ann, bob] = new TestNetwork().channel("#a", "ann", "bob");
  bob.enable("draft/whoami");
  ann.send("SETNAME :Anna", "MODE ann +x");
  const commands = bob.take().map((line) => line.split(" ")[1]);
  assertEquals(commands, ["QUIT", "JOIN", "MODE"]);
});
