import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { textsIn } from "../../../support/history.ts";
import { START, type TestClient } from "../../../support/test_network.ts";

/** `ann` on `#a` and `#b`, where `1` to `4` were said, and `5` in private: each a second after the other. */
function start() {
  const network = new ChannelNetwork();
  const [ann, eve] = [network.person("ann"), network.person("eve")];
  for (const client of [ann, eve]) client.send("JOIN #a,#b");
  for (
    const line of [
      "PRIVMSG #a :1",
      "PRIVMSG #b :2",
      "PRIVMSG #a :3",
      "PRIVMSG #b :4",
      "PRIVMSG ann :5",
    ]
  ) {
    network.pass(1000);
    eve.send(line);
  }
  ann.enable("znc.in/playback", "server-time");
  ann.take();
  return { network, ann, eve };
}

/** Seconds since 1970, after so many of the test. */
function second(count: number): string {
  return (START / 1000 + count).toFixed(3);
}

function tell(client: TestClient, order: string): string[] {
  client.take();
  return client.send(`PRIVMSG *playback :${order}`);
}

function played(client: TestClient, order: string): string {
  return textsIn(tell(client, order)).join("");
}

Deno.test("PLAY plays buffers, one after the other, from a time on and to another one", () => {
  const { ann } = start();
  assertEquals(played(ann, "PLAY *"), "13245");
  assertEquals(played(ann, "play #a"), "13");
  assertEquals(played(ann, "PLAY #B,ev*"), "245");
  assertEquals(played(ann, `PLAY * ${second(3)}`), "345");
  assertEquals(played(ann, `PLAY * ${second(2)} ${second(4)}`), "32");
  assertEquals(played(ann, `PLAY * ${second(100)}`), "");
  assertEquals(played(ann, "PLAY #none"), "");
});

Deno.test("people are played under the nickname that they have, and under the names of their accounts", () => {
  const { ann, eve } = start();
  eve.send("NICK evelyn");
  ann.take();
  for (const name of ["evelyn", "EVE", "eve*", "eve,evelyn"]) {
    assertEquals(played(ann, `PLAY ${name}`), "5", name);
  }
  const [listed] = textsIn(tell(ann, "LIST eve*"));
  assertEquals(listed.split(" ")[0], "evelyn");
});

Deno.test("what is played is in a batch of its own kind, with its time", () => {
  const { ann } = start();
  ann.enable("batch");
  const lines = tell(ann, "PLAY #a").map((line) =>
    line.replace(/^@time=\S+ (?=:irc)/, "")
  );
  assertEquals(lines, [
    ":irc.test BATCH +1 znc.in/playback #a",
    "@batch=1;time=2026-01-01T00:00:01.000Z :eve!~eve@192.0.2.1 PRIVMSG #a :1",
    "@batch=1;time=2026-01-01T00:00:03.000Z :eve!~eve@192.0.2.1 PRIVMSG #a :3",
    ":irc.test BATCH -1",
  ]);
});

Deno.test("LIST tells the first and the last time of each buffer, CLEAR has what there is played no more", () => {
  const { ann, eve } = start();
  const list = (order = "LIST") =>
    tell(ann, order).map((line) => line.replace(/^@\S+ /, ""));
  const line = (text: string) => `:*playback!znc@znc.in PRIVMSG ann :${text}`;
  const all = [
    line(`#a ${second(1)} ${second(3)}`),
    line(`#b ${second(2)} ${second(4)}`),
    line(`eve ${second(5)} ${second(5)}`),
  ];
  assertEquals(list(), all);
  assertEquals(list("LIST #b"), [all[1]]);
  assertEquals(list("CLEAR #*"), [line("Cleared 2 buffers")]);
  assertEquals(list(), [all[2]]);
  assertEquals(played(ann, "PLAY *"), "5");
  eve.send("PRIVMSG #a :6");
  assertEquals(played(ann, "PLAY *"), "65");
  // It is there for others.
  assertEquals(played(eve, "PLAY #a").length > 3, true);
});

Deno.test("what cannot be understood is answered", () => {
  const { ann } = start();
  for (const order of ["PLAY", "PLAY * soon", "PLAY * 1 x"]) {
    assertEquals(textsIn(tell(ann, order)), [
      "Syntax: PLAY <buffers> [<from> [<to>]]",
    ]);
  }
  assertEquals(textsIn(tell(ann, "CLEAR")), ["Syntax: CLEAR <buffers>"]);
  assertEquals(textsIn(tell(ann, "HELP")), ["There are PLAY, CLEAR, LIST."]);
});

Deno.test("a buffer of a channel that is left is not played", () => {
  const { ann } = start();
  ann.send("PART #a");
  assertEquals(played(ann, "PLAY *"), "245");
});
