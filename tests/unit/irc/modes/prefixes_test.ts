import { assertEquals } from "@std/assert";
import { PREFIX_MODES } from "../../../../src/irc/modes/index.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

const RANKS = ["q", "a", "o", "h", "v", ""];

/** A channel with one member of each rank, and another of the given rank, `target`. */
function channelWith(rank: string): {
  members: Map<string, TestClient>;
  target: TestClient;
} {
  const network = new TestNetwork({ creatorModes: "q" });
  const nicks = RANKS.map((letter) => letter === "" ? "nn" : letter + letter);
  const clients = network.channel("#a", ...nicks, "target");
  const [founder] = clients;
  founder.send("MODE #a +aohv aa oo hh vv");
  if (rank !== "") founder.send(`MODE #a +${rank} target`);
  for (const client of clients) client.take();
  const members = new Map(
    RANKS.map((letter, index) => [letter, clients[index]]),
  );
  return { members, target: clients[RANKS.length] };
}

/** Who may do something, by their letters. */
function whoMay(
  rank: string,
  command: (nick: string) => string,
  done: RegExp,
): string {
  return RANKS.filter((letter) => {
    const { members } = channelWith(rank);
    const client = members.get(letter);
    return client?.send(command("target")).some((line) => done.test(line));
  }).join("");
}

Deno.test("the ranks have their symbols, highest first", () => {
  const symbols = PREFIX_MODES.map(({ letter, symbol }) => letter + symbol);
  assertEquals(symbols, ["q~", "a&", "o@", "h%", "v+"]);
});

Deno.test("who gives and takes a rank", () => {
  const givers = { q: "q", a: "q", o: "qao", h: "qao", v: "qaoh" };
  for (const [letter, expected] of Object.entries(givers)) {
    const give = (nick: string) => `MODE #a +${letter} ${nick}`;
    const take = (nick: string) => `MODE #a -${letter} ${nick}`;
    assertEquals(whoMay("", give, / MODE #a \+/), expected, `+${letter}`);
    assertEquals(whoMay(letter, take, / MODE #a -/), expected, `-${letter}`);
  }
});

Deno.test("nobody changes a rank of those above", () => {
  const voice = (nick: string) => `MODE #a +v ${nick}`;
  const givers = { q: "q", a: "qa", o: "qao", h: "qaoh" };
  for (const [letter, expected] of Object.entries(givers)) {
    assertEquals(whoMay(letter, voice, / MODE #a \+v/), expected, letter);
  }
});

Deno.test("everybody gives up the own rank", () => {
  for (const letter of RANKS.slice(0, -1)) {
    const { target } = channelWith(letter);
    assertEquals(target.send(`MODE #a -${letter} target`), [
      `:target!~target@192.0.2.1 MODE #a -${letter} target`,
    ]);
  }
});

Deno.test("nobody gives the own rank to oneself", () => {
  const { target } = channelWith("h");
  assertEquals(target.send("MODE #a +o target"), [
    ":irc.test 482 target #a :You're not a channel operator",
  ]);
});

Deno.test("half operators and those above kick their own rank and those below", () => {
  const kick = (nick: string) => `KICK #a ${nick}`;
  const kickers = {
    q: "q",
    a: "qa",
    o: "qao",
    h: "qaoh",
    v: "qaoh",
    "": "qaoh",
  };
  for (const [letter, expected] of Object.entries(kickers)) {
    assertEquals(whoMay(letter, kick, / KICK #a target/), expected, letter);
  }
});

Deno.test("a KICK of somebody above is refused with 482", () => {
  const { members } = channelWith("o");
  assertEquals(members.get("h")?.send("KICK #a target"), [
    ":irc.test 482 hh #a :You're not a channel operator",
  ]);
});

Deno.test("a member has several ranks, and NAMES shows the highest", () => {
  const { members, target } = channelWith("v");
  members.get("q")?.send("MODE #a +oh target target");
  target.take();
  const shown = () => target.send("NAMES #a")[0].split(" ").at(-1);
  assertEquals(shown(), "@target");
  target.send("CAP REQ multi-prefix");
  assertEquals(shown(), "@%+target");
  target.send("MODE #a -o target");
  assertEquals(shown(), "%+target");
});

Deno.test("a rank for nobody and for who is not on the channel is refused", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.register("bob");
  assertEquals(ann.send("MODE #a +vvv nobody bob"), [
    ":irc.test 401 ann nobody :No such nick/channel",
    ":irc.test 441 ann bob #a :They aren't on that channel",
    ":irc.test 696 ann #a v * :A nickname is missing",
  ]);
});
