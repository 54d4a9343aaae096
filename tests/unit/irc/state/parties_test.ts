import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../support/channel_people.ts";
import { tellChanServ, tellNickServ } from "../../../support/talking.ts";

/** Says something on `#a`, and in private to others. */
function talk(network: ChannelNetwork) {
  const [ann, bob] = [network.person("ann"), network.person("eve")];
  ann.send("JOIN #a", "PRIVMSG #a :on #a", "PRIVMSG eve :to eve");
  bob.send("JOIN #a", "PRIVMSG #a :too");
  return ann;
}

function said({ archive }: ChannelNetwork): (string | null)[] {
  return archive.all().filter(({ event }) => event.command === "PRIVMSG")
    .map(({ event }) => event.text);
}

function codeIn(answer: readonly string[]): string {
  return answer.at(-1)?.split(" ").at(-1) ?? "";
}

Deno.test("a channel that is dropped takes its history with it, once that is written", () => {
  const network = new ChannelNetwork();
  const ann = talk(network);
  const drop = () => {
    const code = codeIn(tellChanServ(ann, "DROP #a"));
    tellChanServ(ann, `DROP #a ${code}`);
  };
  network.canWrite = false;
  drop();
  assertEquals(said(network), ["on #a", "to eve", "too"]);
  network.canWrite = true;
  drop();
  assertEquals(said(network), ["to eve"]);
});

Deno.test("an account that is deleted takes its private conversations with it, not what it said elsewhere", () => {
  const network = new ChannelNetwork({ founder: "eve" });
  const ann = talk(network);
  tellNickServ(network.operator("root"), "RENAME ann anne");
  assertEquals(said(network), ["on #a", "to eve", "too"]);
  const code = codeIn(tellNickServ(ann, "DROP"));
  tellNickServ(ann, `DROP anne ${code}`);
  assertEquals(said(network), ["on #a", "too"]);
});
