import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

function channel() {
  const network = new TestNetwork();
  const [alice, bob] = network.channel("#a", "alice", "Bob");
  return { network, alice, bob };
}

for (const letter of ["o", "v"]) {
  Deno.test(`+${letter} gives a member a rank, -${letter} takes it`, () => {
    const { alice, bob } = channel();
    const given = `:alice!~alice@192.0.2.1 MODE #a +${letter} Bob`;
    const taken = `:alice!~alice@192.0.2.1 MODE #a -${letter} Bob`;
    assertEquals(
      alice.send(`MODE #a +${letter} bOB`, `MODE #a -${letter} bOB`),
      [given, taken],
    );
    assertEquals(bob.take(), [given, taken]);
  });

  Deno.test(`+${letter} and -${letter} twice change nothing`, () => {
    const { alice, bob } = channel();
    alice.send(`MODE #a +${letter} bob`);
    alice.take();
    assertEquals(alice.send(`MODE #a +${letter} bob`), []);
    alice.send(`MODE #a -${letter} bob`);
    bob.take();
    assertEquals(alice.send(`MODE #a -${letter} bob`), []);
    assertEquals(bob.take(), []);
  });

  Deno.test(`+${letter} of nobody: 401, outside the channel: 441`, () => {
    const { network, alice } = channel();
    network.register("Carol");
    assertEquals(
      alice.send(`MODE #a +${letter} nobody`, `MODE #a -${letter} carol`),
      [
        ":irc.test 401 alice nobody :No such nick/channel",
        ":irc.test 441 alice Carol #a :They aren't on that channel",
      ],
    );
  });

  Deno.test(`+${letter} without a nickname is refused with 696`, () => {
    assertEquals(channel().alice.send(`MODE #a +${letter}`), [
      `:irc.test 696 alice #a ${letter} * :A nickname is missing`,
    ]);
  });

  Deno.test(`+${letter} by one who is no operator is refused with 482`, () => {
    const { alice, bob } = channel();
    assertEquals(bob.send(`MODE #a +${letter} bob`), [
      ":irc.test 482 Bob #a :You're not a channel operator",
    ]);
    assertEquals(alice.take(), []);
  });
}

Deno.test("an operator is one on that channel alone", () => {
  const { alice, bob } = channel();
  bob.send("JOIN #b");
  bob.take();
  assertEquals(bob.send("MODE #b +i", "MODE #a +i"), [
    ":Bob!~Bob@192.0.2.1 MODE #b +i",
    ":irc.test 482 Bob #a :You're not a channel operator",
  ]);
  assertEquals(alice.take(), []);
});

Deno.test("+k sets the key, seen by all members, and another key", () => {
  const { alice, bob } = channel();
  const set = [
    ":alice!~alice@192.0.2.1 MODE #a +k one",
    ":alice!~alice@192.0.2.1 MODE #a +k two",
  ];
  assertEquals(alice.send("MODE #a +k one", "MODE #a +k two"), set);
  assertEquals(bob.take(), set);
  assertEquals(alice.send("MODE #a +k two"), []);
});

for (const change of ["-k", "-k key", "-k wrong"]) {
  Deno.test(`${change} takes the key off and does not show it`, () => {
    const { alice, bob } = channel();
    alice.send("MODE #a +k key");
    alice.take();
    bob.take();
    const taken = [":alice!~alice@192.0.2.1 MODE #a -k *"];
    assertEquals(alice.send(`MODE #a ${change}`), taken);
    assertEquals(bob.take(), taken);
    assertEquals(alice.send(`MODE #a ${change}`), []);
  });
}

Deno.test("a key has no comma and begins with no colon: 696, which does not show it", () => {
  const { alice } = channel();
  assertEquals(alice.send("MODE #a +k a,b", "MODE #a +k ::a", "MODE #a +k"), [
    ":irc.test 696 alice #a k * :Bad parameter",
    ":irc.test 696 alice #a k * :Bad parameter",
    ":irc.test 696 alice #a k * :A parameter is missing",
  ]);
  assertEquals(alice.send("MODE #a")[0], ":irc.test 324 alice #a +nt");
});

Deno.test("a key that is too long is refused with 696, not cut", () => {
  const { network, alice } = channel();
  const { key } = DEFAULT_LIMITS;
  for (const long of ["k".repeat(key + 1), "é".repeat(key / 2) + "x"]) {
    assertEquals(alice.send(`MODE #a +k ${long}`), [
      ":irc.test 696 alice #a k * :Bad parameter",
    ]);
  }
  const longest = "é".repeat(key / 2);
  alice.send(`MODE #a +k ${longest}`);
  const carol = network.register("carol");
  assertEquals(
    carol.send(`JOIN #a ${longest}`)[0],
    ":carol!~carol@192.0.2.1 JOIN #a",
  );
});

const WORDS: Readonly<Record<string, string>> = { l: "5", j: "1:2", f: "#b" };

Deno.test("a parameter with a space is refused, not cut there", () => {
  const { alice } = channel();
  for (const letter of ["k", "l", "j", "f", "g"]) {
    const first = WORDS[letter] ?? "word";
    assertEquals(
      alice.send(`MODE #a +${letter} :${first} second`)
        .map((line) => line.split(" ").slice(1, 5).join(" ")),
      [`696 alice #a ${letter}`],
    );
  }
  assertEquals(alice.send("MODE #a +v :bob second"), [
    ":irc.test 401 alice bob :No such nick/channel",
  ]);
});

Deno.test("+l sets the limit, -l without a parameter takes it off", () => {
  const { alice } = channel();
  assertEquals(
    alice.send("MODE #a +l 5", "MODE #a +l 05", "MODE #a +l 7", "MODE #a -l"),
    [
      ":alice!~alice@192.0.2.1 MODE #a +l 5",
      ":alice!~alice@192.0.2.1 MODE #a +l 7",
      ":alice!~alice@192.0.2.1 MODE #a -l",
    ],
  );
  assertEquals(alice.send("MODE #a -l"), []);
});

for (const limit of ["0", "-1", "five", "1.5", "5x", "99999999999"]) {
  Deno.test(`+l ${limit} is refused with 696`, () => {
    const { alice } = channel();
    assertEquals(alice.send(`MODE #a +l ${limit}`), [
      `:irc.test 696 alice #a l ${limit} :Bad parameter`,
    ]);
    assertEquals(alice.send("MODE #a")[0], ":irc.test 324 alice #a +nt");
  });
}

Deno.test("+l without a limit is refused with 696", () => {
  assertEquals(channel().alice.send("MODE #a +l"), [
    ":irc.test 696 alice #a l * :A parameter is missing",
  ]);
});

Deno.test("one MODE changes no more modes with a parameter than MODES", () => {
  const nicks = Array.from(
    { length: DEFAULT_LIMITS.modes + 1 },
    (_, i) => `n${i}`,
  );
  const [op] = new TestNetwork().channel("#a", "op", ...nicks);
  const letters = "v".repeat(nicks.length);
  op.send(`MODE #a +${letters} ${nicks.join(" ")}`);
  op.take();
  assertEquals(
    op.send("NAMES #a")[0],
    ":irc.test 353 op = #a :@op " +
      nicks.map((nick, i) => (i < DEFAULT_LIMITS.modes ? "+" : "") + nick).join(
        " ",
      ),
  );
});

Deno.test("+f names a channel that exists, another one, and that its setter may know of: 696", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  bob.send("JOIN #s", "MODE #s +s");
  ann.take();
  const refusal = (name: string) =>
    `:irc.test 696 ann #a f ${name} :There is no such channel to forward to`;
  assertEquals(ann.send("MODE #a +f #none", "MODE #a +f #A", "MODE #a +f #s"), [
    refusal("#none"),
    refusal("#A"),
    refusal("#s"),
  ]);
  assertEquals(ann.send("MODE #a")[0], ":irc.test 324 ann #a +nt");
});

Deno.test("+f takes an operator on both channels: 482", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  bob.send("JOIN #b");
  ann.send("JOIN #b");
  bob.send("MODE #b +h ann");
  ann.take();
  assertEquals(ann.send("MODE #a +f #b"), [
    ":irc.test 482 ann #b :You're not a channel operator",
  ]);
  bob.send("MODE #b +o ann");
  ann.take();
  assertEquals(ann.send("MODE #a +f #B"), [
    ":ann!~ann@192.0.2.1 MODE #a +f #b",
  ]);
});

Deno.test("SAMODE +f takes no rank, but a channel that exists", () => {
  const network = new TestNetwork();
  const [ann] = network.channel("#a", "ann");
  network.channel("#b", "bob");
  const root = network.operator("root");
  const refused = root.send("SAMODE #a +f #none").at(-1);
  assertEquals(refused?.split(" ")[1], "696");
  root.send("SAMODE #a +f #b");
  assertEquals(ann.take(), [":irc.test MODE #a +f #b"]);
});

Deno.test("MODE +f shows the name of a hidden channel to those alone who may know of it", () => {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  ann.send("JOIN #s", "MODE #s +s");
  [ann, bob].forEach((client) => client.take());
  assertEquals(ann.send("MODE #a +mf #s"), [
    ":ann!~ann@192.0.2.1 MODE #a +mf #s",
  ]);
  assertEquals(bob.take(), [":ann!~ann@192.0.2.1 MODE #a +mf *"]);
});
