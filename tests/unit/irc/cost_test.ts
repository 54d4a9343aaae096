import type { Settings } from "../../../src/irc/state/settings.ts";
import { assert, assertEquals } from "@std/assert";
import { countWork, type Work } from "../../support/count_work.ts";
import { LargeNetwork } from "../../support/large_network.ts";
import { SETTINGS, START } from "../../support/test_network.ts";

const ON_LARGE = 0;

function networkOf(members: number): LargeNetwork {
  const users = members * 2;
  return new LargeNetwork({ users, channels: members, members });
}

const small = networkOf(100);
const large = networkOf(1000);

/** The number of a user on no channel. */
function outsider({ size }: LargeNetwork): number {
  return size.users - 2;
}

function workOf(network: LargeNetwork, line: string, from: number): Work {
  return countWork(() => network.receive(from, line));
}

for (
  const line of [
    "PING token",
    "LUSERS",
    "MAP",
    "LINKS",
    "VERSION",
    "ISON user1 user2",
    "USERHOST user1 user2",
    "WHOIS user1",
    "WHO user1",
    "PRIVMSG user1 :hello",
    "MODE #large",
    "MODE #large b",
    "TOPIC #large",
    "LIST #large",
    "NAMES #nowhere",
    "AWAY :out",
  ]
) {
  Deno.test(`${line} costs the same on a network ten times as large`, () => {
    assertEquals(
      workOf(large, line, outsider(large)),
      workOf(small, line, outsider(small)),
    );
  });
}

/** What is not about the members: the user's channels, and the map of modes. */
const BESIDE_THE_MEMBERS = 60;

// One step to find a member and one to flush what it is sent; the third where
// members are gathered first, or named after they were told.
for (
  const [line, steps, undo] of [
    ["NAMES #large", 1],
    ["WHO #large", 1],
    ["PRIVMSG #large :hello", 2],
    ["NOTICE #large :hello", 2],
    ["TOPIC #large :what we talk about", 2],
    ["NICK other", 3, "NICK user0"],
    ["PART #large", 2],
    ["JOIN #large", 3],
  ] as const
) {
  Deno.test(`${line} takes at most ${steps} steps a member`, () => {
    for (const network of [small, large]) {
      const { members } = network.size;
      const work = workOf(network, line, ON_LARGE);
      assert(
        work.steps <= steps * members + BESIDE_THE_MEMBERS,
        `${work.steps} steps for ${members} members`,
      );
      if (undo !== undefined) network.receive(ON_LARGE, undo);
    }
  });
}

for (const line of ["PRIVMSG #large :hello", "NOTICE #large :hello"]) {
  Deno.test(`${line} is encoded once, for all members`, () => {
    assertEquals(workOf(large, line, ON_LARGE).encodings, 1);
  });
}

Deno.test("JOIN and PART are encoded once, for all members", () => {
  const from = outsider(large);
  const { encodings } = workOf(large, "JOIN #large", from);
  const linesOfNames = Math.ceil(large.size.members / 20);
  assert(encodings <= 1 + linesOfNames, `${encodings} encodings`);
  assertEquals(workOf(large, "PART #large", from).encodings, 1);
});

function configure(settings: Settings): void {
  large.core.apply({ kind: "settings", at: START, settings, text: "" });
}

for (const [line, found] of [["WHO *", "users"], ["LIST", "channels"]]) {
  Deno.test(`${line} goes no further than its answer does, with 416 as the last`, () => {
    const limits = { ...SETTINGS.limits, matches: 50 };
    configure({ ...SETTINGS, limits });
    const { steps } = workOf(large, line, outsider(large));
    configure(SETTINGS);
    assert(steps <= 60, `${steps} ${found} looked at`);
  });
}

Deno.test("QUIT goes through the channels of the user and their members alone", () => {
  const network = networkOf(200);
  const onMost = network.user(network.size.users - 1);
  const members = [...onMost.channels].reduce(
    (sum, channel) => sum + channel.members.size,
    0,
  );
  const channels = onMost.channels.size;
  const { steps } = workOf(network, "QUIT :bye", network.size.users - 1);
  assert(steps <= 2 * (members + channels) + 200, `${steps} steps`);
});

Deno.test("a tick goes once through the sessions", () => {
  const { steps } = countWork(() =>
    large.core.apply({ kind: "tick", at: START })
  );
  assertEquals(steps, large.size.users);
});
