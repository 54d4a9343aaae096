import { assertEquals } from "@std/assert";
import {
  START,
  TestClient,
  TestNetwork,
} from "../../../support/test_network.ts";

const TIMES = "0 1767225600 :seconds idle, signon time";
const SERVER = "irc.test :A test server";

/** What WHOIS answers with, without the numerics given. */
function whois(client: TestClient, nick: string, ...but: string[]): string[] {
  client.take();
  return client.send(`WHOIS ${nick}`)
    .filter((line) => !but.includes(line.split(" ")[1]));
}

Deno.test("WHOIS tells name, server, idle and signon time of a user, and ends with the nickname as it was given", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("Bob");
  network.at += 90_000;
  assertEquals(whois(ann, "bOB"), [
    ":irc.test 311 ann Bob ~Bob 192.0.2.1 * :Real Bob",
    `:irc.test 312 ann Bob ${SERVER}`,
    ":irc.test 317 ann Bob 90 1767225600 :seconds idle, signon time",
    ":irc.test 318 ann bOB :End of /WHOIS list",
  ]);
});

Deno.test("WHOIS counts as idle the time since something was said", () => {
  const network = new TestNetwork();
  const [ann, bob] = [network.register("ann"), network.register("bob")];
  network.at += 90_000;
  bob.send("PRIVMSG ann :hi");
  network.at += 1500;
  assertEquals(whois(ann, "bob")[2].split(" ")[4], "1");
});

Deno.test("WHOIS of oneself tells the real host and the modes", () => {
  const network = new TestNetwork({ userModes: "ix" });
  const ann = network.register("ann");
  const host = network.core.network.findUser("ann")?.host;
  assertEquals(whois(ann, "ann", "312", "317", "318"), [
    `:irc.test 311 ann ann ~ann ${host} * :Real ann`,
    ":irc.test 338 ann ann ~ann@192.0.2.1 192.0.2.1 :is actually using host",
    ":irc.test 379 ann ann :is using modes +ix",
  ]);
});

Deno.test("WHOIS tells the real host and the modes of others to operators only", () => {
  const network = new TestNetwork();
  const [ann, root] = [network.register("ann"), network.operator("root")];
  assertEquals(whois(ann, "root", "311", "312", "317", "318"), [
    ":irc.test 313 ann root :is an IRC operator (admin)",
  ]);
  assertEquals(whois(root, "ann", "311", "312", "317", "318"), [
    ":irc.test 338 root ann ~ann@192.0.2.1 192.0.2.1 :is actually using host",
    ":irc.test 379 root ann :is using modes +",
  ]);
});

Deno.test("WHOIS tells who is away, a bot, logged in, and came over TLS", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const bob = network.connect("192.0.2.1", true);
  bob.send("NICK bob", "USER bob 0 * :Bob", "AWAY :Gone fishing", "MODE bob B");
  const user = network.core.network.findUser("bob");
  if (user !== undefined) user.account = "bobby";
  assertEquals(whois(ann, "bob", "311"), [
    `:irc.test 312 ann bob ${SERVER}`,
    ":irc.test 301 ann bob :Gone fishing",
    ":irc.test 335 ann bob :is a bot",
    ":irc.test 330 ann bob bobby :is logged in as",
    ":irc.test 671 ann bob :is using a secure connection",
    `:irc.test 317 ann bob ${TIMES}`,
    ":irc.test 318 ann bob :End of /WHOIS list",
  ]);
});

Deno.test("WHOIS lists the channels of a user with the prefixes there", () => {
  const network = new TestNetwork();
  const [bob] = network.channel("#a", "bob");
  bob.send("MODE #a +v bob", "JOIN #b", "MODE #b -o bob");
  const ann = network.register("ann");
  const rest = ["311", "312", "317", "318"];
  assertEquals(whois(ann, "bob", ...rest), [":irc.test 319 ann bob :@#a #b"]);
  ann.send("CAP REQ multi-prefix");
  assertEquals(whois(ann, "bob", ...rest), [":irc.test 319 ann bob :@+#a #b"]);
});

/** The channels that WHOIS tells a client of somebody. */
function channels(client: TestClient, nick: string): string[] {
  client.take();
  return client.send(`WHOIS ${nick}`)
    .filter((line) => line.split(" ")[1] === "319")
    .flatMap((line) => line.split(" :")[1].split(" "));
}

Deno.test("WHOIS hides secret and private channels, but for their members and spies", () => {
  const network = new TestNetwork();
  const [bob] = network.channel("#a", "bob");
  bob.send("JOIN #b,#c", "MODE #a +s", "MODE #b +p");
  const [ann, root] = [network.register("ann"), network.operator("root")];
  assertEquals(channels(ann, "bob"), ["@#c"]);
  assertEquals(channels(bob, "bob"), ["@#a", "@#b", "@#c"]);
  assertEquals(channels(root, "bob"), ["@#a", "@#b", "@#c"]);
  ann.send("JOIN #b");
  assertEquals(channels(ann, "bob"), ["@#b", "@#c"]);
});

Deno.test("WHOIS of an invisible user tells the channels that are shared", () => {
  const network = new TestNetwork();
  const [bob] = network.channel("#a", "bob");
  bob.send("JOIN #b", "MODE bob +i");
  const ann = network.register("ann");
  assertEquals(channels(ann, "bob"), []);
  ann.send("JOIN #b");
  assertEquals(channels(ann, "bob"), ["@#b"]);
  assertEquals(channels(bob, "bob"), ["@#a", "@#b"]);
});

Deno.test("WHOIS hides a channel on which +u hides the user", () => {
  const network = new TestNetwork();
  const [ann, bob, cat] = network.channel("#a", "ann", "bob", "cat");
  ann.send("MODE #a +u");
  assertEquals(channels(cat, "bob"), []);
  assertEquals(channels(bob, "bob"), ["#a"]);
  assertEquals(channels(ann, "bob"), ["#a"]);
});

Deno.test("WHOIS takes a server or a nickname before the nickname", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  network.register("bob");
  for (const server of ["irc.test", "IRC.*", "bob"]) {
    assertEquals(whois(ann, `${server} bob`)[0].split(" ")[1], "311", server);
  }
  assertEquals(whois(ann, "irc.elsewhere bob"), [
    ":irc.test 402 ann irc.elsewhere :No such server",
  ]);
});

Deno.test("WHOIS takes a list, as long as TARGMAX says", () => {
  const network = new TestNetwork({}, { targets: 2 });
  const ann = network.register("ann");
  network.register("bob");
  assertEquals(whois(ann, "bob,nobody,ann", "312", "317"), [
    ":irc.test 311 ann bob ~bob 192.0.2.1 * :Real bob",
    ":irc.test 318 ann bob :End of /WHOIS list",
    ":irc.test 401 ann nobody :No such nick/channel",
    ":irc.test 318 ann nobody :End of /WHOIS list",
  ]);
});

Deno.test("WHOIS without a nickname is refused with 431", () => {
  const ann = new TestNetwork().register("ann");
  ann.take();
  assertEquals(ann.send("WHOIS", "WHOIS :", "WHOIS ,"), [
    ":irc.test 431 ann :No nickname given",
    ":irc.test 431 ann :No nickname given",
    ":irc.test 431 ann :No nickname given",
  ]);
});

Deno.test("WHOIS tells who a user is, on which channels, and idle how long", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "Bob");
  bob.send("JOIN #b");
  alice.send("MODE #a +v bob");
  alice.take();
  network.at += 5999;
  assertEquals(alice.send("WHOIS bOB"), [
    ":irc.test 311 alice Bob ~Bob 192.0.2.1 * :Real Bob",
    ":irc.test 319 alice Bob :+#a @#b",
    `:irc.test 312 alice Bob ${SERVER}`,
    `:irc.test 317 alice Bob 5 ${START / 1000} :seconds idle, signon time`,
    ":irc.test 318 alice bOB :End of /WHOIS list",
  ]);
});

Deno.test("to speak ends idleness, to ask does not", () => {
  const network = new TestNetwork();
  const alice = network.register("alice");
  network.at += 10_000;
  const idle = () => alice.send("WHOIS alice").at(-2)?.split(" ")[4];
  assertEquals(idle(), "10");
  alice.send("PING x");
  assertEquals(idle(), "10");
  alice.send("PRIVMSG alice :x");
  assertEquals(idle(), "0");
  network.at += 3000;
  alice.send("NOTICE alice :x");
  assertEquals(idle(), "0");
});

Deno.test("many channels take several 319, each name whole", () => {
  const alice = new TestNetwork().register("alice");
  const names = Array.from({ length: 30 }, (_, i) => `#${i}${"é".repeat(20)}`);
  for (const name of names) alice.send(`JOIN ${name}`);
  alice.take();
  const lines = alice.send("WHOIS alice").filter((line) => / 319 /.test(line));
  assertEquals(
    lines.flatMap((line) =>
      line.replace(/^.* 319 alice alice :/, "").split(" ")
    ),
    names.map((name) => `@${name}`),
  );
});

const CERTIFICATE = "ab".repeat(32);

Deno.test("WHOIS shows the certificate of a client to itself and to operators", () => {
  const network = new TestNetwork();
  const alice = network.connect("192.0.2.1", true, CERTIFICATE);
  alice.send("NICK alice", "USER alice 0 * :Alice");
  const bob = network.register("bob");
  const root = network.operator("root");
  const shown = [alice, root, bob].map((client) =>
    client.send("WHOIS alice").filter((line) => / 276 /.test(line))
  );
  const text = `alice :has client certificate fingerprint ${CERTIFICATE}`;
  assertEquals(shown, [
    [`:irc.test 276 alice ${text}`],
    [`:irc.test 276 root ${text}`],
    [],
  ]);
  assertEquals(
    root.send("WHOIS bob").some((line) => / 276 /.test(line)),
    false,
  );
});
