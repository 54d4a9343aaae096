import { assert, assertEquals } from "@std/assert";
import { CHANSERV } from "../../../../../src/irc/services/chanserv/index.ts";
import { PERMISSIONS } from "../../../../../src/irc/services/service.ts";
import { ChannelNetwork, rankOf } from "../../../../support/channel_people.ts";
import { tellChanServ } from "../../../../support/talking.ts";

const REFUSALS: Readonly<Record<string, string>> = {
  founder: "Only the founder of #a may do that.",
  ranked: "You have no rank on #a for that.",
  operator: "You must be an operator on #a for that.",
};

/** Who may give commands of each kind, of those who are there. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  founder: ["ann", "root"],
  ranked: ["ann", "bob", "root"],
  operator: ["ann", "eve", "root"],
};

for (const { name, parameters, permission } of CHANSERV.commands) {
  if (!Object.hasOwn(MAY, permission)) continue;
  Deno.test(`CS ${name} is for ${permission}: ${MAY[permission].join(", ")}`, () => {
    // bob has a voice for good, eve is an operator for now, cat is nobody.
    const network = new ChannelNetwork({ ranks: [rankOf("bob", "v")] });
    const people = (["ann", "bob", "cat", "eve"] as const).map((person) =>
      [person, network.person(person)] as const
    );
    for (const [, client] of people) client.send("JOIN #a");
    people[0][1].send("MODE #a +o eve");
    const all = [...people, ["root", network.operator("root")] as const];
    const words = ["#a", "x", "x"].slice(0, parameters).join(" ");
    const refused = all.filter(([, client]) =>
      tellChanServ(client, `${name} ${words}`)[0] === REFUSALS[permission]
    );
    const may = all.filter((one) => !refused.includes(one));
    assertEquals(may.map(([person]) => person), MAY[permission]);
  });
}

Deno.test("what is for those on a channel is refused for none, and for one that may not be known", () => {
  const network = new ChannelNetwork({ modes: { s: "" } });
  const bob = network.person("bob");
  for (const { name, parameters, permission } of CHANSERV.commands) {
    if (permission !== "founder" && permission !== "ranked") continue;
    for (const channel of ["#a", "#none", "x"]) {
      const words = [channel, "x", "x"].slice(0, parameters).join(" ");
      assertEquals(tellChanServ(bob, `${name} ${words}`), [
        `The channel ${channel} is not registered.`,
      ], name);
    }
  }
});

Deno.test("who has rights on a suspended channel cannot use them", () => {
  const suspended = { by: "root", at: 0, until: null, reason: "spam" };
  const network = new ChannelNetwork({ suspended });
  const ann = network.person("ann");
  for (const { name, parameters, permission } of CHANSERV.commands) {
    if (permission !== "founder" && permission !== "ranked") continue;
    const words = ["#a", "x", "x"].slice(0, parameters).join(" ");
    assertEquals(tellChanServ(ann, `${name} ${words}`), [
      "#a is suspended: spam",
    ], name);
  }
});

Deno.test("HELP tells of each command who may give it", () => {
  const ann = new ChannelNetwork().person("ann");
  for (const { name, permission } of CHANSERV.commands) {
    const last = tellChanServ(ann, `HELP ${name}`).at(-1) ?? "";
    const isOpen = Object.hasOwn(PERMISSIONS, permission);
    const who = isOpen
      ? PERMISSIONS[permission as keyof typeof PERMISSIONS]
      : `Only for operators with the privilege ${permission}.`;
    assert(who === "" || last === who, name);
  }
});
