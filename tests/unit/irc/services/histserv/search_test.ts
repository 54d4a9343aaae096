import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { idOf } from "../../../../support/history.ts";
import { said, tellHistServ } from "../../../../support/talking.ts";
import type { TestClient } from "../../../../support/test_network.ts";

/** What is said by whom where, an hour apart. */
const SAID = [
  ["ann", "#a", "the tea is ready"],
  ["eve", "#a", "is the tea: hot?"],
  ["eve", "ann", "teatime http://leaf.test"],
  ["ann", "#b", "\x01ACTION drinks tea\x01"],
] as const;

function start() {
  const network = new ChannelNetwork();
  const people: Record<string, TestClient> = {};
  for (const name of ["ann", "eve"] as const) {
    people[name] = network.person(name);
    people[name].enable("echo-message", "message-tags");
    people[name].send("JOIN #a,#b");
  }
  const lines = SAID.map(([nick, target, text], hours) => {
    people[nick].take();
    const id = idOf(people[nick].send(`PRIVMSG ${target} :${text}`).at(-1));
    const where = target === "ann" ? "eve" : target;
    network.at += 3_600_000;
    const plain = text.replaceAll("\x01", "");
    return `[2026-01-01 0${hours}:00] ${where} <${nick}> ${plain} (${id})`;
  });
  return { network, ann: people.ann, lines };
}

for (
  const [order, expected] of [
    ["tea", [0, 1, 3]],
    ["TEA ready", [0]],
    ['"the tea"', [0, 1]],
    ['"is  the tea', [1]],
    ["tea*", [0, 1, 2, 3]],
    ["http://leaf.test", [2]],
    ["tea in:#A", [0, 1]],
    ["in:eve", [2]],
    ["from:eve", [1, 2]],
    ["FROM:ann tea in:#b", [3]],
    ["tea after:2026-01-01T01:00", [1, 3]],
    ["tea before:2026-01-01T01:00", [0]],
    ["tea after:90m", [3]],
    ["before:3h tea", [0]],
    ["tea before:2026-01-01", []],
    ['"from:eve"', []],
  ] as const
) {
  Deno.test(`HISTSERV SEARCH ${order}`, () => {
    const { ann, lines } = start();
    const answer = tellHistServ(ann, `SEARCH ${order}`);
    const ending = expected.length === 0
      ? "Nothing was found."
      : "That is all.";
    assertEquals(answer, [...expected.map((index) => lines[index]), ending]);
  });
}

Deno.test("the same is said to HistServ in private", () => {
  const { ann, lines } = start();
  ann.take();
  assertEquals(
    ann.send("PRIVMSG HistServ :SEARCH drinks").map(said).slice(-2),
    [lines[3], "That is all."],
  );
});

Deno.test("SEARCH shows the latest 20, and how to go on", () => {
  const { ann, network } = start();
  for (let count = 0; count < 25; count++) {
    ann.send(`PRIVMSG #a :many ${count}`);
  }
  const answer = tellHistServ(ann, "SEARCH many");
  assertEquals(answer.length, 21);
  assertEquals(/ many 5 /.test(answer[0]), true);
  assertEquals(
    answer.at(-1),
    "There may be more: before:<time> shows what is older.",
  );
  network.hasTime = false;
  assertEquals(
    tellHistServ(ann, "SEARCH many").at(-1),
    "The search took too long: there may be more.",
  );
});

Deno.test("SEARCH says what it cannot do", () => {
  const { ann, network } = start();
  assertEquals(tellHistServ(ann, "SEARCH tea after:soon"), [
    "That cannot be understood: after:soon",
  ]);
  assertEquals(tellHistServ(ann, "SEARCH tea in:#none"), [
    "You can read nothing that was said on or to #none.",
  ]);
  assertEquals(tellHistServ(ann, "SEARCH in:"), [
    "That cannot be understood: in:",
  ]);
  network.canSearch = false;
  assertEquals(tellHistServ(ann, "SEARCH tea"), [
    "That cannot be searched now. Try again later.",
  ]);
});

Deno.test("SEARCH and PLAY show all lines of a message of several", () => {
  const { ann } = start();
  ann.enable("batch", "draft/multiline");
  ann.send("BATCH +m draft/multiline #a");
  ann.send("@batch=m PRIVMSG #a :first", "@batch=m PRIVMSG #a :second");
  ann.send("BATCH -m");
  for (const order of ["SEARCH second", "PLAY #a 1"]) {
    const texts = tellHistServ(ann, order).slice(0, -1).map((line) =>
      /<ann> (\S+)/.exec(line)?.[1]
    );
    assertEquals(texts, ["first", "second"]);
  }
});
