import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("METADATA SET and CLEAR of somebody else take an operator with override", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.register("bob");
  ann.send("METADATA * SET color red");
  assertEquals(bob.send("METADATA ann SET color blue", "METADATA ann CLEAR"), [
    ":irc.test FAIL METADATA KEY_NO_PERMISSION ann color :You do not have permission to do that",
    ":irc.test FAIL METADATA KEY_NO_PERMISSION ann * :You do not have permission to do that",
  ]);
  bob.send("OPER helper help");
  assertEquals(
    bob.send("METADATA ann CLEAR").at(-1)?.split(" ")[3],
    "KEY_NO_PERMISSION",
  );
  const root = network.operator("root");
  assertEquals(root.send("METADATA ann SET color blue", "METADATA ann CLEAR"), [
    ":irc.test 761 root ann color * :blue",
    ":irc.test 766 root ann color :key not set",
  ]);
});

Deno.test("METADATA of a channel is changed by its operators, and by operators with override", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const root = network.operator("root");
  assertEquals(ann.send("METADATA #A SET url x"), [
    ":irc.test 761 ann #a url * :x",
  ]);
  ann.send("MODE #a +h bob");
  bob.take();
  const refusal = (key: string) =>
    `:irc.test FAIL METADATA KEY_NO_PERMISSION #a ${key} :You do not have permission to do that`;
  assertEquals(bob.send("METADATA #a SET url y"), [refusal("url")]);
  assertEquals(bob.send("METADATA #a CLEAR"), [refusal("*")]);
  assertEquals(network.register("eve").send("METADATA #a SET url y"), [
    refusal("url"),
  ]);
  assertEquals(root.send("METADATA #a CLEAR"), [
    ":irc.test 766 root #a url :key not set",
  ]);
});

Deno.test("METADATA of a channel is read by its members, and by operators who see all", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  const [eve, root] = [network.register("eve"), network.operator("root")];
  ann.send("METADATA #a SET url x");
  assertEquals(bob.send("METADATA #a LIST"), [":irc.test 761 bob #a url * :x"]);
  assertEquals(root.send("METADATA #a GET url"), [
    ":irc.test 761 root #a url * :x",
  ]);
  for (const rest of ["GET url", "LIST", "SYNC"]) {
    assertEquals(eve.send(`METADATA #a ${rest}`), [
      ":irc.test FAIL METADATA KEY_NO_PERMISSION #a * :You do not have permission to do that",
    ]);
  }
});

Deno.test("METADATA does not tell who is not on a secret channel that it exists", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const eve = network.register("eve");
  ann.send("METADATA #a SET url x", "MODE #a +s");
  for (const rest of ["GET url", "LIST", "SYNC", "SET url y", "CLEAR"]) {
    const answers = ["#A", "#none"].map((target) =>
      eve.send(`METADATA ${target} ${rest}`).map((line) =>
        line.replace(target, "#")
      )
    );
    assertEquals(answers[0], [
      ":irc.test FAIL METADATA INVALID_TARGET # :There is no such target",
    ]);
    assertEquals(answers[0], answers[1]);
  }
  ann.send("INVITE eve #a");
  eve.take();
  assertEquals(eve.send("METADATA #a LIST")[0].split(" ")[3], "INVALID_TARGET");
});

Deno.test("METADATA SET of oneself is refused to who could not say it on a channel, which is told", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const client of [ann, bob]) client.enable("batch", "draft/metadata-3");
  ann.send("METADATA * SUB color");
  bob.send("METADATA * SET color red");
  const refusal =
    ":irc.test FAIL METADATA KEY_NO_PERMISSION bob color :You do not have permission to do that";
  for (const [mode, value] of [["b m:bob", "x"], ["g spam", "my SPAM"]]) {
    ann.send(`MODE #a +${mode}`);
    [ann, bob].forEach((client) => client.take());
    assertEquals(bob.send(`METADATA * SET color :${value}`), [refusal]);
    assertEquals(ann.take(), []);
    ann.send(`MODE #a -${mode}`);
  }
  ann.send("MODE #a +b m:bob");
  bob.take();
  assertEquals(bob.send("METADATA * SET color"), [
    ":irc.test 766 bob bob color :key not set",
  ]);
});
