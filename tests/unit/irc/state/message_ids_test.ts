import { assert, assertEquals } from "@std/assert";
import { parseConfig } from "../../../../src/config/config.ts";
import { Core } from "../../../../src/irc/core.ts";
import { NO_ARCHIVE } from "../../../../src/irc/state/archive.ts";
import { MessageIds } from "../../../../src/irc/state/message_ids.ts";

const START = Date.UTC(2026, 0, 1);

Deno.test("msgids are unlike each other, and in order of what happened", () => {
  const messageIds = new MessageIds(START);
  const ids: string[] = [];
  for (const at of [0, 0, 0, 1, 35, 36, 36 ** 3, 36 ** 6]) {
    for (let count = 0; count < 50; count++) {
      ids.push(messageIds.next(START + at));
    }
  }
  assertEquals(new Set(ids).size, ids.length);
  assertEquals(ids.toSorted(), ids);
});

Deno.test("msgids stand on the wire as they are", () => {
  const id = new MessageIds(START).next(START);
  assert(/^[0-9a-z]+-[0-9a-z]+$/.test(id), id);
});

Deno.test("msgids are unlike those before a restart in the same millisecond", () => {
  const end = START + 5000;
  const before = new MessageIds(START).next(end);
  const after = new MessageIds(end).next(end);
  assert(before !== after, before);
});

Deno.test("msgids are in order where one millisecond has more than there are numbers", () => {
  const messageIds = new MessageIds(START);
  let before = "";
  for (let count = 0; count < 36 ** 3 + 2; count++) {
    const id = messageIds.next(START);
    assert(before < id, `${before} ${id}`);
    before = id;
  }
  assert(before < messageIds.next(START + 2));
});

Deno.test("msgids are behind those of a run whose clock was ahead", () => {
  const before = new MessageIds(0).next(5000);
  const ids = new MessageIds(1);
  ids.goBehind(before);
  const made = [1000, 1000, 6000].map((at) => ids.next(at));
  assertEquals([before, ...made].toSorted(), [before, ...made]);
  const others = new MessageIds(1);
  others.goBehind("");
  others.goBehind(before);
  assertEquals(others.next(6000), made[2]);
});

Deno.test("what is said is behind what a history has, though the clock is behind that since a restart", () => {
  const archive = { ...NO_ARCHIVE, latest: new MessageIds(0).next(9_000_000) };
  const settings = parseConfig({ server: { name: "irc.test" } }, "1", () => "");
  const core = Core.create(settings, [], 1000, archive);
  const lines: string[] = [];
  core.attach("s1", { write: ({ text }) => lines.push(text), close() {} });
  const peer = {
    address: "192.0.2.1",
    secure: false,
    certificate: null,
    listener: "",
  };
  core.apply({ kind: "open", at: 1001, session: "s1", peer });
  for (const text of ["NICK ann", "USER ann 0 * :Ann", "JOIN #a"]) {
    core.apply({ kind: "line", at: 1002, session: "s1", text });
  }
  assert(lines.some((line) => line.endsWith(" JOIN #a")));
  const { latest } = core.network.messageIds;
  assert(latest > archive.latest, `${latest} is behind ${archive.latest}`);
});
