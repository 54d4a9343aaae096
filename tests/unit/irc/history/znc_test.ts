import { assertEquals } from "@std/assert";
import { textsIn } from "../../../support/history.ts";
import { TestNetwork } from "../../../support/test_network.ts";

/** A client that knows what a bouncer plays, on a channel where `1` and `2` were said. */
function start() {
  const network = new TestNetwork();
  const [ann, bob] = network.channel("#a", "ann", "bob");
  for (const text of "12") bob.send(`PRIVMSG #a :${text}`);
  ann.enable("znc.in/playback", "server-time");
  ann.take();
  return ann;
}

for (
  const line of [
    "ZNC *playback PLAY #a 0",
    "znc *Playback play #a 0",
    "ZNC *playback :play #a",
    "ZNC playback PLAY *",
  ]
) {
  Deno.test(`${line} plays what was said`, () => {
    assertEquals(textsIn(start().send(line)), ["1", "2"]);
  });
}

Deno.test("ZNC knows no other module", () => {
  assertEquals(start().send("ZNC *status help").at(-1)?.split(" ").slice(2), [
    "401",
    "ann",
    "*status",
    ":No",
    "such",
    "nick/channel",
  ]);
});
