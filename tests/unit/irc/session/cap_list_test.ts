import { assertEquals } from "@std/assert";
import { SETTINGS, TestNetwork } from "../../../support/test_network.ts";

const { accountRules } = SETTINGS;
const CLOSED = { accountRules: { ...accountRules, registration: false } };
const OPEN = { accountRules };
const NAME = "draft/account-registration";
const VALUE = `${NAME}=before-connect`;

/** A client of each kind: with 302, with cap-notify alone, with neither. */
function clients(network: TestNetwork) {
  const [with302, notified, other] = ["new", "mid", "old"]
    .map((nick) => network.register(nick));
  with302.send("CAP LS 302");
  notified.enable("cap-notify");
  other.send("CAP LS 301");
  const all = [with302, notified, other];
  for (const client of all) client.take();
  return all;
}

Deno.test("CAP NEW tells of a capability that is offered from now on, with its value to 302", () => {
  const network = new TestNetwork(CLOSED);
  const all = clients(network);
  network.reconfigure(OPEN);
  assertEquals(all.map((client) => client.take()), [
    [`:irc.test CAP new NEW :${VALUE}`],
    [`:irc.test CAP mid NEW :${NAME}`],
    [],
  ]);
});

Deno.test("CAP DEL tells of a capability that is offered no more", () => {
  const network = new TestNetwork();
  const all = clients(network);
  network.reconfigure(CLOSED);
  assertEquals(all.map((client) => client.take()), [
    [`:irc.test CAP new DEL :${NAME}`],
    [`:irc.test CAP mid DEL :${NAME}`],
    [],
  ]);
});

Deno.test("CAP NEW tells of another value those who know values", () => {
  const network = new TestNetwork();
  const all = clients(network);
  const { limits } = network.core.network.settings;
  network.reconfigure({
    limits: { ...limits, multilineBytes: 4096, multilineLines: 10 },
  });
  const value = "max-bytes=4096,max-lines=10";
  assertEquals(all.map((client) => client.take()), [
    [`:irc.test CAP new NEW :draft/multiline=${value}`],
    [],
    [],
  ]);
});

Deno.test("CAP NEW and DEL are sent before registration too", () => {
  const network = new TestNetwork();
  const client = network.connect();
  client.send("CAP LS 302");
  network.reconfigure(CLOSED);
  network.reconfigure(OPEN);
  assertEquals(client.take(), [
    `:irc.test CAP * DEL :${NAME}`,
    `:irc.test CAP * NEW :${VALUE}`,
  ]);
});

Deno.test("sts is told with CAP NEW, and never with CAP DEL", () => {
  const network = new TestNetwork({ tls: true });
  const [with302] = clients(network);
  network.reconfigure({ sts: "duration=60" });
  network.reconfigure({ sts: "duration=0" });
  network.reconfigure({ sts: null });
  assertEquals(with302.take(), [
    ":irc.test CAP new NEW :sts=duration=60",
    ":irc.test CAP new NEW :sts=duration=0",
  ]);
});

Deno.test("a configuration that offers the same is not told of", () => {
  const network = new TestNetwork();
  const all = clients(network);
  network.reconfigure({ motd: ["Be kind."] });
  assertEquals(all.map((client) => client.take()), [[], [], []]);
});

Deno.test("a capability that goes away is enabled no more, whether the client is told or not", () => {
  const network = new TestNetwork();
  const all = clients(network);
  for (const client of all) client.enable(NAME, "multi-prefix");
  network.reconfigure(CLOSED);
  for (const client of all) client.take();
  const nicks = ["new", "mid", "old"];
  const extra = ["cap-notify ", "cap-notify ", ""];
  assertEquals(
    all.map((client) => client.send("CAP LIST", `CAP REQ ${NAME}`)),
    nicks.map((nick, index) => [
      `:irc.test CAP ${nick} LIST :${extra[index]}multi-prefix`,
      `:irc.test CAP ${nick} NAK :${NAME}`,
    ]),
  );
});

Deno.test("CAP LS 302 enables cap-notify, which cannot be given up then", () => {
  const network = new TestNetwork();
  const [with302] = clients(network);
  assertEquals(
    with302.send(
      "CAP LIST",
      "CAP REQ :cap-notify",
      "CAP REQ :multi-prefix -cap-notify",
      "CAP LS",
    ).slice(0, 3),
    [
      ":irc.test CAP new LIST :cap-notify",
      ":irc.test CAP new ACK :cap-notify",
      ":irc.test CAP new NAK :multi-prefix -cap-notify",
    ],
  );
  network.reconfigure(CLOSED);
  assertEquals(with302.take(), [`:irc.test CAP new DEL :${NAME}`]);
});

Deno.test("who has asked for cap-notify without 302 can give it up", () => {
  const network = new TestNetwork();
  const [, notified] = clients(network);
  assertEquals(notified.send("CAP REQ :-cap-notify"), [
    ":irc.test CAP mid ACK :-cap-notify",
  ]);
  network.reconfigure(CLOSED);
  assertEquals(notified.take(), []);
});
