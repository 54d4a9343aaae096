import { assert, assertEquals, assertMatch } from "@std/assert";
import { Core } from "../../../../src/irc/core.ts";
import { NO_ARCHIVE } from "../../../../src/irc/state/archive.ts";
import { textsIn } from "../../../support/history.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

// A client without an account comes back as the user that it was before its connection was lost.

const ANN = ":ann!~ann@192.0.2.1";
const GRACE_MS = 60_000;

interface Scene {
  readonly network: TestNetwork;
  /** On #a, with a token */
  readonly ann: TestClient;
  readonly token: string;
  /** On #a with ann, and watches its nickname */
  readonly bob: TestClient;
}

function scene(): Scene {
  const network = new TestNetwork({ resumeMs: GRACE_MS });
  const ann = network.connect("192.0.2.1", true).enable("ircd/resume");
  ann.send("NICK ann", "USER ann 0 * :Real ann");
  const token = tokenIn(ann.send("CAP END"));
  const bob = network.register("bob");
  for (const client of [ann, bob]) client.send("JOIN #a");
  bob.send("MONITOR + ann");
  for (const client of [ann, bob]) client.take();
  return { network, ann, bob, token };
}

function tokenIn(lines: readonly string[]): string {
  const line = lines.find((line) => line.includes(" RESUME TOKEN ")) ?? "";
  return line.split(" ").at(-1) ?? "";
}

/** Connects and shows a token. */
function comeBack(
  network: TestNetwork,
  token: string,
  address = "198.51.100.7",
): TestClient {
  const client = network.connect(address, true).enable("ircd/resume");
  client.send(`RESUME ${token}`, "NICK other", "USER other 0 * :Other");
  network.apply({ kind: "line", session: client.id, text: "CAP END" });
  return client;
}

function words(lines: readonly string[]): string[] {
  return lines.map((line) => line.split(" ")[1]);
}

const INVALID =
  ":irc.test FAIL RESUME INVALID_TOKEN :Nobody can be resumed with that token";

Deno.test("who has lost the connection comes back from anywhere, and others see nothing of it", () => {
  const { network, ann, bob, token } = scene();
  ann.send("MODE ann +i", "TOPIC #a :news");
  bob.take();
  ann.disconnect("Connection reset");
  network.pass(GRACE_MS - 5000);
  const back = comeBack(network, token);
  const lines = back.take();
  const welcome = ":irc.test 001 ann :Welcome to the TestNet network, " +
    "ann!~ann@192.0.2.1";
  assertEquals(lines[0], welcome);
  assert(lines.includes(`${ANN} JOIN #a`));
  network.pass(10_000);
  back.send("PRIVMSG #a :back");
  const seen = bob.take().filter((line) => !line.startsWith("PING"));
  assertEquals(seen, [`${ANN} PRIVMSG #a :back`]);
});

Deno.test("who does not come back in time quits, for the reason that there was", () => {
  const { network, ann, bob, token } = scene();
  ann.disconnect("Connection reset");
  network.pass(GRACE_MS - 1000);
  const names = bob.send("NAMES #a").find((line) => line.includes(" 353 "));
  assertEquals(names, ":irc.test 353 bob = #a :@ann bob");
  bob.take();
  network.at += 1000;
  network.apply({ kind: "tick" });
  assertEquals(bob.take().filter((line) => !/^PING|Pensez/.test(line)), [
    `${ANN} QUIT :Connection reset`,
    ":irc.test 731 bob :ann",
  ]);
  const late = network.connect("192.0.2.1", true).enable("ircd/resume");
  assertEquals(late.send(`RESUME ${token}`), [INVALID]);
});

Deno.test("who does not answer PING may come back too, and one whose old connection is still there", () => {
  const { network, ann, bob, token } = scene();
  const back = comeBack(network, token);
  assertEquals(ann.take(), [
    "ERROR :Closing link: ann[192.0.2.1] (Resumed on another connection)",
  ]);
  const next = tokenIn(back.take());
  network.pass(1000);
  back.send("PONG x");
  network.pass(88_000);
  bob.send("PONG x");
  network.pass(5000);
  assertEquals(back.closed, true);
  assertEquals(words(bob.take()).includes("QUIT"), false);
  assertEquals(words(comeBack(network, next).take())[0], "001");
});

Deno.test("a token is good once, and each time there is another one", () => {
  const { network, ann, token } = scene();
  assertMatch(token, /^\d+\.[0-9a-f]{32}$/);
  ann.disconnect();
  const next = tokenIn(comeBack(network, token).take());
  assert(next !== token);
  const thief = network.connect("192.0.2.9", true).enable("ircd/resume");
  assertEquals(thief.send(`RESUME ${token}`), [INVALID]);
  assertEquals(thief.send(`RESUME ${next.split(".")[0]}.${"0".repeat(32)}`), [
    INVALID,
  ]);
  for (const wrong of ["x", "1.", `1.${"0".repeat(31)}`, "9".repeat(99)]) {
    assertEquals(thief.send(`RESUME ${wrong}`), [INVALID]);
  }
  assertEquals(thief.send("RESUME"), [
    ":irc.test 461 * RESUME :Not enough parameters",
  ]);
});

Deno.test("a token that was shown and used meanwhile brings nobody back", () => {
  const { network, ann, token } = scene();
  ann.disconnect();
  const slow = network.connect("192.0.2.9", true).enable("ircd/resume");
  slow.send(`RESUME ${token}`, "NICK other", "USER other 0 * :Other");
  comeBack(network, token);
  assertEquals(slow.send("CAP END")[0].split(" ").slice(1, 3), [
    "001",
    "other",
  ]);
});

Deno.test("QUIT, KILL, bans and floods end a user at once", () => {
  const ends: readonly ((scene: Scene, root: TestClient) => void)[] = [
    ({ ann }) => ann.send("QUIT :bye"),
    (_, root) => root.send("KILL ann :spam"),
    (_, root) => root.send("DLINE 192.0.2.1 :spam"),
    ({ ann, network }) => {
      const reason = "Excess Flood";
      network.apply({
        kind: "close",
        session: ann.id,
        reason,
        isCutOff: true,
      });
    },
  ];
  for (const end of ends) {
    const one = scene();
    const root = one.network.register("root", "192.0.2.99");
    root.send("OPER root secret");
    end(one, root);
    assertEquals(one.network.core.network.findUser("ann"), undefined);
    const { lost, resumptions } = one.network.core.network;
    assertEquals([lost.size, resumptions.size], [0, 0]);
  }
});

Deno.test("KILL and bans end who is lost", () => {
  for (
    const line of ["KILL ann :x", "KLINE ~ann@* :x", "NS RELEASE ann"]
  ) {
    const { network, ann, bob } = scene();
    const root = network.register("root", "192.0.2.99");
    root.send("OPER root secret");
    ann.disconnect();
    root.send(line);
    const isEnded = !line.startsWith("NS");
    assertEquals(words(bob.take()).includes("QUIT"), isEnded);
  }
});

Deno.test("who is lost is no operator until it gives OPER again", () => {
  const { network, ann, token } = scene();
  ann.send("OPER root secret");
  ann.disconnect();
  assertEquals(network.core.network.findUser("ann")?.operator, null);
  const back = comeBack(network, token);
  assertEquals(words(back.send("REHASH")).at(-1), "481");
});

Deno.test("there is a token for who has asked for it over TLS, and has no account", () => {
  const { network, ann, bob, token } = scene();
  network.logIn("ann", "alice");
  ann.disconnect("gone");
  assert(bob.take().includes(`${ANN} QUIT :gone`));
  const late = network.connect("192.0.2.1", true).enable("ircd/resume");
  assertEquals(late.send(`RESUME ${token}`), [INVALID]);
  const plain = network.connect();
  const refused = plain.send("CAP REQ ircd/resume").at(-1);
  assertEquals(refused, ":irc.test CAP * NAK :ircd/resume");
  assertEquals(plain.send("RESUME x")[0].split(" ")[1], "421");
  const other = network.connect("192.0.2.1", true);
  other.send("NICK eve", "USER eve 0 * :Eve");
  other.disconnect("gone");
  assertEquals(network.core.network.findUser("eve"), undefined);
});

Deno.test("who is logged in is nobody else by a token, which stays good", () => {
  const { network, ann, token } = scene();
  ann.disconnect("gone");
  const login = (client: TestClient) =>
    client.send(
      "AUTHENTICATE PLAIN",
      `AUTHENTICATE ${btoa("\0alice\0sesame")}`,
    );
  const connect = () =>
    network.connect("192.0.2.1", true).enable("ircd/resume", "sasl");
  const before = connect();
  login(before);
  assertEquals(before.send(`RESUME ${token}`), [INVALID]);
  const behind = connect();
  behind.send(`RESUME ${token}`);
  login(behind);
  for (const [index, client] of [before, behind].entries()) {
    const nick = `alice${index}`;
    const lines = client.send(`NICK ${nick}`, "USER a 0 * :A", "CAP END");
    assertEquals(lines[0].split(" ").slice(1, 3), ["001", nick]);
    assertEquals(network.core.network.findUser(nick)?.account, "alice");
  }
  assertEquals(comeBack(network, token).take()[0].split(" ").slice(1, 3), [
    "001",
    "ann",
  ]);
});

Deno.test("who comes back tells of itself what it has set on the new connection", () => {
  const { network, ann, token } = scene();
  ann.disconnect("gone");
  const back = network.connect("192.0.2.1", true)
    .enable("ircd/resume", "draft/metadata-3", "batch");
  back.send("METADATA * SET color blue", `RESUME ${token}`);
  back.send("NICK other", "USER other 0 * :Other", "CAP END");
  const { metadata } = network.core.network.findUser("ann") ?? {};
  assertEquals([...metadata ?? []], [["color", "blue"]]);
});

Deno.test("it is off unless the configuration has a time for it", () => {
  const network = new TestNetwork();
  const client = network.connect("192.0.2.1", true);
  const lines = client.send("CAP LS 302");
  assertEquals(lines.some((line) => line.includes("ircd/resume")), false);
});

Deno.test("of one address not more than ten are lost at a time", () => {
  const network = new TestNetwork({ resumeMs: GRACE_MS });
  for (let count = 0; count < 12; count++) {
    const client = network.connect("192.0.2.1", true).enable("ircd/resume");
    client.send(`NICK a${count}`, "USER a 0 * :A", "CAP END");
    client.disconnect();
  }
  assertEquals(network.core.network.users.size, 10);
});

Deno.test("a core that goes on from a snapshot waits for them too", () => {
  const { network, ann } = scene();
  ann.disconnect();
  const snapshot = network.core.snapshot();
  const plain = JSON.parse(JSON.stringify(snapshot));
  const again = Core.restore(plain, NO_ARCHIVE);
  assertEquals(again.snapshot(), snapshot);
  assertEquals(again.network.lost.size, 1);
});

/** What a client was told that was said, without dates. */
function heard(client: TestClient): string[] {
  return textsIn(client.take()).map((text) => text.replace(/^\[.*?\] /, ""));
}

Deno.test("who comes back is played what was said meanwhile, on channels and in private", () => {
  const { network, ann, bob, token } = scene();
  bob.send("PRIVMSG #a :before");
  network.pass(60_000);
  for (const client of [ann, bob]) client.send("PONG irc.test");
  ann.disconnect("Connection reset");
  bob.send("PRIVMSG #a :1", "PRIVMSG ann :2", "NOTICE #a :3");
  assertEquals(heard(comeBack(network, token)), ["1", "3", "2"]);
});

Deno.test("who has left PING unanswered is played what was said since the one before", () => {
  const { network, ann, bob, token } = scene();
  bob.send("PRIVMSG #a :before");
  network.pass(60_000);
  for (const client of [ann, bob]) client.send("PONG irc.test");
  bob.send("PRIVMSG #a :1");
  network.pass(60_000);
  bob.send("PONG irc.test", "PRIVMSG #a :2");
  network.pass(35_000);
  assertEquals(ann.closed, true);
  bob.send("PRIVMSG #a :3");
  assertEquals(heard(comeBack(network, token)), ["1", "2", "3"]);
});

Deno.test("who comes back before its connection is known to be lost is played what may not have arrived", () => {
  const { network, ann, bob, token } = scene();
  bob.send("PRIVMSG #a :before");
  network.pass(60_000);
  for (const client of [ann, bob]) client.send("PONG irc.test");
  bob.send("PRIVMSG #a :1");
  assertEquals(heard(comeBack(network, token)), ["1"]);
});

Deno.test("a client that asks for history itself does so when it comes back", () => {
  const { network, ann, bob, token } = scene();
  ann.disconnect("Connection reset");
  bob.send("PRIVMSG #a :1");
  const back = network.connect("192.0.2.1", true)
    .enable("ircd/resume", "draft/chathistory", "batch", "message-tags");
  back.send(`RESUME ${token}`, "NICK other", "USER other 0 * :Other");
  back.send("CAP END");
  assertEquals(heard(back), []);
  const later = back.send("CHATHISTORY LATEST #a * 10");
  assertEquals(textsIn(later), ["1"]);
});
