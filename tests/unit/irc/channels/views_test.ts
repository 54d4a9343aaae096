import { assertEquals } from "@std/assert";
import { PRIVILEGES } from "../../../../src/irc/state/settings.ts";
import {
  SETTINGS,
  type TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

/** `ann`, an operator of `#a`, and others who have no prefix there; +u is set, and what that told is taken. */
function auditorium(
  ...nicks: string[]
): { network: TestNetwork; clients: TestClient[] } {
  const network = new TestNetwork();
  const clients = network.channel("#a", "ann", ...nicks);
  clients[0].send("MODE #a +u");
  for (const client of clients) client.take();
  return { network, clients };
}

const NOTICE = ":irc.test NOTICE * :*** Reloaded";

function from(nick: string, line: string): string {
  return `:${nick}!~${nick}@192.0.2.1 ${line}`;
}

function taken(clients: readonly TestClient[]): string[][] {
  return clients.map((client) => client.take());
}

/** What each client gets when the first of them says a line. */
function said(clients: readonly TestClient[], line: string): string[][] {
  const [first, ...others] = clients;
  return [first.send(line), ...taken(others)];
}

Deno.test("+u takes those without a prefix from the sight of each other, -u shows them again", () => {
  const network = new TestNetwork();
  const clients = network.channel("#a", "ann", "bob", "cat", "dan");
  const [ann] = clients;
  ann.send("MODE #a +v dan");
  taken(clients);
  const set = from("ann", "MODE #a +u");
  assertEquals(said(clients, "MODE #a +u"), [
    [set],
    [set, from("cat", "PART #a")],
    [set, from("bob", "PART #a")],
    [set, from("bob", "PART #a"), from("cat", "PART #a")],
  ]);
  const unset = from("ann", "MODE #a -u");
  assertEquals(said(clients, "MODE #a -u"), [
    [unset],
    [from("cat", "JOIN #a"), unset],
    [from("bob", "JOIN #a"), unset],
    [from("bob", "JOIN #a"), from("cat", "JOIN #a"), unset],
  ]);
});

Deno.test("under +u, who is given a prefix joins for those who did not see it, then MODE names it", () => {
  const { clients } = auditorium("bob", "cat");
  const mode = from("ann", "MODE #a +v bob");
  assertEquals(said(clients, "MODE #a +v bob"), [
    [mode],
    [mode],
    [from("bob", "JOIN #a"), mode],
  ]);
  const taking = from("ann", "MODE #a -v bob");
  assertEquals(said(clients, "MODE #a -v bob"), [
    [taking],
    [taking],
    [taking, from("bob", "PART #a")],
  ]);
});

Deno.test("under +u, who becomes half operator sees the others join, until it is none", () => {
  const { clients } = auditorium("bob", "cat", "dan");
  const [ann, bob] = clients;
  ann.send("MODE #a +vh bob bob", "MODE #a -v bob");
  taken(clients);
  assertEquals(bob.send("MODE #a -h bob"), [
    from("bob", "MODE #a -h bob"),
    from("cat", "PART #a"),
    from("dan", "PART #a"),
  ]);
  taken(clients);
  ann.send("MODE #a +h bob");
  assertEquals(bob.take(), [
    from("cat", "JOIN #a"),
    from("dan", "JOIN #a"),
    from("ann", "MODE #a +h bob"),
  ]);
});

Deno.test("what one MODE gives and takes again is not told to those who do not see the member", () => {
  const { clients } = auditorium("bob", "cat");
  const mode = from("ann", "MODE #a +v-v bob bob");
  assertEquals(said(clients, "MODE #a +v-v bob bob"), [[mode], [mode], []]);
  const rest = from("ann", "MODE #a +mv-v bob bob");
  assertEquals(said(clients, "MODE #a +mv-v bob bob"), [
    [rest],
    [rest],
    [from("ann", "MODE #a +m")],
  ]);
});

Deno.test("what SAMODE changes is shown as the server's doing", () => {
  const { network, clients } = auditorium("bob", "cat");
  network.operator("root").send("SAMODE #a -o+v ann bob");
  const mode = ":irc.test MODE #a -o+v ann bob";
  assertEquals(taken(clients), [
    [mode, from("cat", "PART #a")],
    [mode, from("ann", "PART #a")],
    [from("bob", "JOIN #a"), mode, from("ann", "PART #a")],
  ]);
});

Deno.test("who comes into sight is shown in the form that each client knows, as no event", () => {
  const { network, clients } = auditorium("bob", "cat");
  const [ann, bob, cat] = clients;
  cat.enable("extended-join", "away-notify", "message-tags", "account-tag");
  network.logIn("bob", "Bob");
  bob.send("AWAY :Gone");
  taken(clients);
  ann.send("MODE #a +v bob");
  assertEquals(cat.take().map((line) => line.replace(/msgid=[^ ]+/, "ID")), [
    `@account=Bob ${from("bob", "JOIN #a Bob :Real bob")}`,
    `@account=Bob ${from("bob", "AWAY :Gone")}`,
    `@ID ${from("ann", "MODE #a +v bob")}`,
  ]);
});

Deno.test("who comes into sight with metadata may be asked for it", () => {
  const { clients } = auditorium("bob", "cat", "dan");
  const [ann, bob, cat, dan] = clients;
  cat.enable("batch", "draft/metadata-3").send("METADATA * SUB color");
  bob.send("METADATA * SET color red");
  taken(clients);
  ann.send("MODE #a +v dan");
  assertEquals(cat.take().length, 2);
  ann.send("MODE #a +v bob");
  assertEquals(cat.take(), [
    from("bob", "JOIN #a"),
    ":irc.test 774 cat bob 5",
    from("ann", "MODE #a +v bob"),
  ]);
  dan.send("METADATA * SET color blue");
  ann.send("MODE #a -vv bob dan");
  taken(clients);
  ann.send("MODE #a -u");
  assertEquals(cat.take(), [
    from("bob", "JOIN #a"),
    from("dan", "JOIN #a"),
    ":irc.test 774 cat #a 5",
    from("ann", "MODE #a -u"),
  ]);
});

Deno.test("who becomes an operator who spies sees whom +u hides, until that ends", () => {
  const { network, clients } = auditorium("bob", "cat");
  const bob = clients[1];
  bob.send("JOIN #b");
  bob.take();
  bob.send("OPER helper help");
  assertEquals(bob.take().filter((line) => line.includes("JOIN")), []);
  const shown = bob.send("OPER root secret");
  assertEquals(shown.filter((line) => line.includes("JOIN")), [
    from("cat", "JOIN #a"),
  ]);
  const hidden = from("cat", "PART #a");
  assertEquals(bob.send("MODE bob -o")[0], hidden);
  bob.send("OPER root secret");
  bob.take();
  const lesser = SETTINGS.operators.map((operator) => ({
    ...operator,
    privileges: PRIVILEGES.filter((privilege) => privilege !== "spy"),
  }));
  network.reconfigure({ operators: lesser });
  assertEquals(bob.take(), [hidden, NOTICE]);
  network.reconfigure({ operators: SETTINGS.operators });
  assertEquals(bob.take(), [from("cat", "JOIN #a"), NOTICE]);
  network.reconfigure({ operators: [] });
  assertEquals(bob.take(), [from("bob", "MODE bob -os"), hidden]);
});

Deno.test("+u and -u are refused with 696 where many would be shown to many", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  const { network: state } = network.core;
  const crowd = Array.from({ length: 224 }, (_, index) => `u${index}`);
  for (const nick of crowd) {
    network.register(nick);
    const [user, channel] = [state.findUser(nick), state.findChannel("#a")];
    if (user && channel) state.join(user, channel, "");
  }
  const refusal = [
    ":irc.test 696 ann #a u * :The channel has too many members",
  ];
  assertEquals(ann.send("MODE #a +u"), refusal);
  ann.send(`KICK #a u0`);
  assertEquals(ann.send("MODE #a +u"), [from("ann", "MODE #a +u")]);
  network.register("eve").send("JOIN #a");
  ann.take();
  assertEquals(ann.send("MODE #a -u"), refusal);
});
