import { assertEquals } from "@std/assert";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

Deno.test("SET changes what a channel has set, and GET shows it", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  assertEquals(tellChanServ(ann, "GET #a"), [
    "ranks is on",
    "private is off",
    "history is on",
    "query-cutoff is default",
    "replay is default",
  ]);
  assertEquals(tellChanServ(ann, "SET #a PRIVATE On"), [
    "private is on on #a now.",
  ]);
  assertEquals(tellChanServ(ann, "GET #a private"), ["private is on"]);
  assertEquals(network.recordOf().settings, { private: "on" });
  assertEquals(tellChanServ(ann, "SET #a private maybe"), [
    "private may be on or off.",
  ]);
  const unknown = ["There is no setting frob: see /CS HELP SET."];
  assertEquals(tellChanServ(ann, "SET #a frob on"), unknown);
  assertEquals(tellChanServ(ann, "GET #a frob"), unknown);
});

Deno.test("with ranks off, nobody gets a rank by coming or logging in, but may ask for it", () => {
  const network = new ChannelNetwork();
  const ann = network.person("ann");
  ann.send("CS SET #a ranks off");
  ann.take();
  assertEquals(
    ann.send("JOIN #a").filter((line) => / MODE | 353 /.test(line)),
    [":irc.test 353 ann = #a :ann"],
  );
  network.logIn("ann", "eve");
  network.logIn("ann", "ann");
  ann.take();
  assertEquals(tellChanServ(ann, "OWNER #a").length, 2);
});
