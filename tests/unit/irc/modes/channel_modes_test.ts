import { assertEquals } from "@std/assert";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("+u hides members without a prefix from each other", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +u");
  bob.take();
  const eve = network.register("eve");
  assertEquals(eve.send("JOIN #a"), [
    ":eve!~eve@192.0.2.1 JOIN #a",
    ":irc.test 353 eve = #a :@ann eve",
    ":irc.test 366 eve #a :End of /NAMES list",
  ]);
  assertEquals(bob.take(), []);
  assertEquals(ann.take().at(-1), ":eve!~eve@192.0.2.1 JOIN #a");
  eve.send("NICK eva", "PART #a", "JOIN #a", "QUIT");
  assertEquals(bob.take(), []);
  assertEquals(ann.take(), [
    ":eve!~eve@192.0.2.1 NICK eva",
    ":eva!~eve@192.0.2.1 PART #a",
    ":eva!~eve@192.0.2.1 JOIN #a",
    ":eva!~eve@192.0.2.1 QUIT :Quit",
  ]);
});

Deno.test("+u hides who is kicked, from all but half operators and those above", () => {
  const network = new TestNetwork();
  const nicks = ["ann", "bob", "eve", "dan"];
  const [ann, bob, eve, dan] = network.channel("#a", ...nicks);
  ann.send("MODE #a +uh dan");
  for (const client of [ann, bob, eve, dan]) client.take();
  const kick = ":ann!~ann@192.0.2.1 KICK #a eve :out";
  assertEquals(ann.send("KICK #a eve :out"), [kick]);
  assertEquals([eve.take(), dan.take()], [[kick], [kick]]);
  assertEquals(bob.take(), []);
});

Deno.test("+u hides nobody's messages, and nobody with a voice", () => {
  const network = new TestNetwork();
  const [ann, bob, eve] = network.channel("#a", "ann", "bob", "eve");
  ann.send("MODE #a +uv bob");
  bob.take();
  eve.take();
  assertEquals(
    eve.send("NAMES #a")[0],
    ":irc.test 353 eve = #a :@ann +bob eve",
  );
  assertEquals(bob.send("NAMES #a")[0], ":irc.test 353 bob = #a :@ann +bob");
  eve.send("PRIVMSG #a :hi");
  assertEquals(bob.take(), [":eve!~eve@192.0.2.1 PRIVMSG #a :hi"]);
});

Deno.test("+u is set by operators, not half operators", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +h bob");
  bob.take();
  assertEquals(bob.send("MODE #a +u"), [
    ":irc.test 482 bob #a :You're not a channel operator",
  ]);
});

Deno.test("+N keeps those below operator from taking another nickname", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("MODE #a +Nh bob");
  bob.take();
  assertEquals(bob.send("NICK rob"), [
    ":irc.test 447 bob :Cannot change nickname while on #a (+N)",
  ]);
  ann.take();
  assertEquals(ann.send("NICK eve"), [":ann!~ann@192.0.2.1 NICK eve"]);
  bob.take();
  bob.send("PART #a");
  assertEquals(bob.send("NICK rob"), [":bob!~bob@192.0.2.1 NICK rob"]);
});

Deno.test("+p hides a channel from LIST, WHOIS and NAMES", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("MODE #a +p");
  const bob = network.register("bob");
  const has = (line: string, command: string) =>
    bob.send(command).some((got) => got.includes(line));
  assertEquals(has("#a", "LIST"), false);
  assertEquals(has("#a", "WHOIS ann"), false);
  assertEquals(has(" 353 ", "NAMES #a"), false);
  bob.send("JOIN #a");
  assertEquals(has("#a", "LIST"), true);
  assertEquals(has("#a", "WHOIS ann"), true);
});

Deno.test("+s hides a channel from all but its members and operators who may spy", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  ann.send("MODE #a +s", "TOPIC #a :secret");
  const bob = network.register("bob");
  const commands = ["LIST", "WHOIS ann", "NAMES #a", "WHO #a"];
  const shown = () =>
    commands.filter((command) =>
      bob.send(command).some((line) => / (?:322|319|353|352) /.test(line))
    );
  assertEquals(shown(), []);
  const refusal = ":irc.test 403 bob #a :No such channel";
  assertEquals(bob.send("TOPIC #a", "MODE #a"), [refusal, refusal]);
  bob.send("JOIN #a");
  assertEquals(shown(), commands);
  bob.send("PART #a", "OPER helper help");
  assertEquals(shown(), []);
  bob.send("OPER root secret");
  assertEquals(shown(), commands);
});

Deno.test("+r is set by the server alone", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const refusal = ":irc.test 468 ann #a :Only the server sets that mode";
  assertEquals(ann.send("MODE #a +r"), [refusal]);
  const root = network.operator("root");
  root.take();
  assertEquals(root.send("SAMODE #a +r"), [refusal.replace("ann", "root")]);
  network.logIn("ann", "alice");
  assertEquals(ann.send("CS REGISTER #a").at(-1), ":irc.test MODE #a +r");
  assertEquals(ann.send("MODE #a -r", "MODE #a").slice(0, 2), [
    refusal,
    ":irc.test 324 ann #a +ntr",
  ]);
});
