import { assertEquals } from "@std/assert";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const REFUSAL =
  ":irc.test 481 ann :Permission Denied- You're not an IRC operator";

function withOperator(): {
  network: TestNetwork;
  root: TestClient;
  ann: TestClient;
} {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const root = network.operator("root");
  root.take();
  return { network, root, ann };
}

Deno.test("STATS u tells how long the server has been up", () => {
  const { network, ann } = withOperator();
  const day = 86_400_000;
  network.at += 3 * day + 4 * 3_600_000 + 5 * 60_000 + 6999;
  assertEquals(ann.send("STATS u"), [
    ":irc.test 242 ann :Server Up 3 days 4:05:06",
    ":irc.test 219 ann u :End of /STATS report",
  ]);
});

Deno.test("STATS m counts how often each command was given", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("ping a", "PING b", "STATS m").slice(2), [
    ":irc.test 212 ann NICK 1",
    ":irc.test 212 ann USER 1",
    ":irc.test 212 ann PING 2",
    ":irc.test 212 ann STATS 1",
    ":irc.test 219 ann m :End of /STATS report",
  ]);
});

Deno.test("STATS o shows operators who may be operator", () => {
  const { root, ann } = withOperator();
  assertEquals(root.send("STATS o"), [
    ":irc.test 243 root O *@192.0.2.* * root 0 admin",
    ":irc.test 243 root O *@* * helper 0 helper",
    ":irc.test 219 root o :End of /STATS report",
  ]);
  assertEquals(ann.send("STATS o"), [
    REFUSAL,
    ":irc.test 219 ann o :End of /STATS report",
  ]);
});

Deno.test("STATS p shows who is operator", () => {
  const { ann } = withOperator();
  assertEquals(ann.send("STATS p"), [
    ":irc.test 249 ann p :root (~root@192.0.2.1)",
    ":irc.test 219 ann p :End of /STATS report",
  ]);
});

Deno.test("STATS l shows a user the own connection, and operators all", () => {
  const { network, root, ann } = withOperator();
  network.at += 7000;
  const shown = (line: string) => line.split(" ").slice(1, 5).join(" ");
  assertEquals(root.send("STATS l").map(shown), [
    "211 root ann[~ann@192.0.2.1] 0",
    "211 root root[~root@192.0.2.1] 0",
    "219 root l :End",
  ]);
  assertEquals(ann.send("STATS l").map(shown), [
    "211 ann ann[~ann@192.0.2.1] 0",
    "219 ann l :End",
  ]);
});

Deno.test("STATS l counts lines, kilobytes and seconds", () => {
  const network = new TestNetwork();
  const [ann, bob] = ["ann", "bob"].map((nick) => network.register(nick));
  const counts = () => ann.send("STATS l")[0].split(" ").slice(5).map(Number);
  const [sent, sentKilobytes, received, receivedKilobytes] = counts();
  network.at += 7000;
  const line = `PRIVMSG bob :${"x".repeat(485)}`;
  ann.send(...Array.from({ length: 10 }, () => line));
  // What it sent itself, and STATS l; the two lines that answered STATS l.
  assertEquals(counts(), [
    sent + 2,
    sentKilobytes,
    received + 11,
    receivedKilobytes + 4,
    7,
  ]);
  assertEquals(bob.take().length, 10);
});

Deno.test("STATS k and d show the bans to operators", () => {
  const { root, ann } = withOperator();
  root.send("KLINE 1h bad@198.51.100.7 :no spam", "DLINE 203.0.113.0/24 :gone");
  const setBy = "root!~root@192.0.2.1";
  assertEquals(root.send("STATS k"), [
    `:irc.test 216 root K bad@198.51.100.7/32 1767225600 3600 ${setBy} :no spam`,
    ":irc.test 219 root k :End of /STATS report",
  ]);
  assertEquals(root.send("STATS D"), [
    `:irc.test 225 root D 203.0.113.0/24 1767225600 0 ${setBy} :gone`,
    ":irc.test 219 root D :End of /STATS report",
  ]);
  for (const letter of ["k", "d"]) {
    assertEquals(ann.send(`STATS ${letter}`), [
      REFUSAL,
      `:irc.test 219 ann ${letter} :End of /STATS report`,
    ]);
  }
});

Deno.test("STATS of an unknown letter shows nothing", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("STATS ?"), [
    ":irc.test 219 ann ? :End of /STATS report",
  ]);
});

Deno.test("STATS refuses other servers, and to go without a letter", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("STATS u irc.test").length, 2);
  assertEquals(ann.send("STATS u irc.other"), [
    ":irc.test 402 ann irc.other :No such server",
  ]);
  assertEquals(ann.send("STATS"), [
    ":irc.test 461 ann STATS :Not enough parameters",
  ]);
});
