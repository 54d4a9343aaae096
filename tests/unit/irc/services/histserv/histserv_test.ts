import { assertEquals, assertMatch } from "@std/assert";
import { ChannelNetwork } from "../../../../support/channel_people.ts";
import { heard, idOf } from "../../../../support/history.ts";
import { tellHistServ, tellNickServ } from "../../../../support/talking.ts";

/** `ann` and `eve` on `#a`, where each has said something, and in private. */
function start() {
  const network = new ChannelNetwork();
  const [ann, eve] = [network.person("ann"), network.person("eve")];
  for (const client of [ann, eve]) {
    client.enable("echo-message", "message-tags");
    client.send("JOIN #a");
  }
  const say = (client: typeof ann, line: string) => {
    client.take();
    return idOf(client.send(line).at(-1));
  };
  const ids = {
    ann: say(ann, "PRIVMSG #a :from ann"),
    eve: say(eve, "PRIVMSG #a :from eve"),
    toEve: say(ann, "PRIVMSG eve :to eve"),
    toAnn: say(eve, "PRIVMSG ann :to ann"),
  };
  return { network, ann, eve, ids };
}

Deno.test("PLAY says what was said, with dates and msgids, by lines or time", () => {
  const { ann, eve, ids, network } = start();
  const action = idOf(ann.send("PRIVMSG #a :\x01ACTION waves\x01").at(-1));
  const date = "[2026-01-01 00:00]";
  assertEquals(tellHistServ(eve, "PLAY #a"), [
    `${date} <ann> from ann (${ids.ann})`,
    `${date} <eve> from eve (${ids.eve})`,
    `${date} <ann> ACTION waves (${action})`,
    "That is all of #a.",
  ]);
  assertEquals(tellHistServ(eve, "PLAY ann 1").length, 2);
  network.at += 7_200_000;
  assertEquals(tellHistServ(eve, "PLAY #a 1h"), ["That is all of #a."]);
  assertEquals(tellHistServ(eve, "PLAY #none"), [
    "You can read nothing that was said on or to #none.",
  ]);
  assertEquals(tellHistServ(eve, "PLAY #a soon"), [
    "That must be a number of lines, a time like 2h, or both like 50:2h.",
  ]);
});

Deno.test("PLAY says what was said, whatever else the client wants to know", () => {
  const { ann, eve, ids } = start();
  for (let count = 0; count < 5; count++) eve.send("PART #a", "JOIN #a");
  ann.enable("draft/event-playback");
  assertEquals(tellHistServ(ann, "PLAY #a 1"), [
    `[2026-01-01 00:00] <eve> from eve (${ids.eve})`,
    "That is all of #a.",
  ]);
});

Deno.test("DELETE deletes one's own message, or one on a channel that one moderates, and no other", () => {
  const { ann, eve, ids } = start();
  assertEquals(tellHistServ(eve, `DELETE #a ${ids.ann}`), [
    "You are not allowed to delete this message.",
  ]);
  assertEquals(tellHistServ(ann, `DELETE eve ${ids.toAnn}`), [
    "You are not allowed to delete this message.",
  ]);
  assertEquals(tellHistServ(eve, `DELETE ann ${ids.toAnn}`), [
    `The message ${ids.toAnn} is deleted.`,
  ]);
  assertEquals(tellHistServ(ann, `DELETE #a ${ids.eve}`), [
    `The message ${ids.eve} is deleted.`,
  ]);
  assertEquals(heard(ann, "#a"), ["from ann"]);
  assertEquals(heard(ann, "eve"), ["to eve"]);
});

Deno.test("DELETE deletes what was said to somebody who is gone", () => {
  const { ann, eve, ids } = start();
  eve.send("QUIT");
  assertEquals(tellHistServ(ann, `DELETE eve ${ids.toAnn}`), [
    "You cannot delete messages there.",
  ]);
  assertEquals(tellHistServ(ann, `DELETE eve ${ids.toEve}`), [
    `The message ${ids.toEve} is deleted.`,
  ]);
  assertEquals(heard(ann, "eve"), ["to ann"]);
});

Deno.test("EXPORT shows all that one has said, a part at a time, and nothing of others", () => {
  const { ann, ids } = start();
  const time = "2026-01-01T00:00:00.000Z";
  const said = tellHistServ(ann, "EXPORT");
  assertEquals(said.at(-1), "That is all.");
  const messages = said.slice(0, -1).map((line) => JSON.parse(line))
    .filter(({ command }) => command === "PRIVMSG");
  assertEquals(messages, [
    { time, id: ids.ann, command: "PRIVMSG", params: ["#a"], text: "from ann" },
    {
      time,
      id: ids.toEve,
      command: "PRIVMSG",
      params: ["eve"],
      text: "to eve",
    },
  ]);
  for (let index = 0; index < 250; index++) ann.send("PRIVMSG #a :more");
  const first = tellHistServ(ann, "EXPORT");
  assertEquals(first.length, 201);
  assertMatch(first.at(-1) ?? "", /^\/HISTSERV EXPORT \S+ shows more\.$/);
  const [, id] = /EXPORT (\S+)/.exec(first.at(-1) ?? "") ?? [];
  const rest = tellHistServ(ann, `EXPORT ${id}`);
  assertEquals(first.length + rest.length, said.length + 250 + 1);
});

Deno.test("EXPORT shows what a reaction is", () => {
  const { ann, ids } = start();
  const tags = `+draft/react=lol;+draft/reply=${ids.eve}`;
  ann.send(`@${tags} TAGMSG #a`);
  const [reaction] = tellHistServ(ann, "EXPORT").slice(-2)
    .map((line) => JSON.parse(line.startsWith("{") ? line : "{}"));
  assertEquals([reaction.command, reaction.tags], ["TAGMSG", tags]);
  assertEquals(tellHistServ(ann, "EXPORT foo"), ["foo is no msgid."]);
});

Deno.test("EXPORT says so where what was said cannot be read", () => {
  const { ann, network } = start();
  Object.assign(network.archive, { authored: () => null });
  assertEquals(tellHistServ(ann, "EXPORT"), [
    "What you have said cannot be read now. Try it later.",
  ]);
});

Deno.test("EXPORT shows a long text in parts that are whole", () => {
  const { ann } = start();
  const text = "\x03é€😀".repeat(30);
  ann.send(`PRIVMSG #a :${text}`);
  const parts = tellHistServ(ann, "EXPORT").slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter((each) =>
      each.text?.startsWith("\x03") || each.text?.includes("😀")
    )
    .map((each) => each.text);
  assertEquals(parts.length > 1, true);
  assertEquals(parts.join(""), text);
});

Deno.test("FORGET wants a code that it tells, then deletes all that one has said everywhere", () => {
  const { ann, eve, network } = start();
  const [, told] = tellHistServ(ann, "FORGET");
  assertMatch(told, /^To delete it: \/HISTSERV FORGET ann [0-9a-f]{8}$/);
  const code = told.split(" ").at(-1);
  assertEquals(tellHistServ(eve, `FORGET ann ${code}`), [
    "You are not logged in to ann.",
  ]);
  assertEquals(tellHistServ(ann, "FORGET ann 0")[1], told);
  assertEquals(heard(eve, "#a"), ["from ann", "from eve"]);
  assertEquals(tellHistServ(ann, `FORGET ann ${code}`), [
    "All that ann has said is deleted.",
  ]);
  assertEquals(heard(eve, "#a"), ["from eve"]);
  assertEquals(heard(eve, "ann"), ["to ann"]);
  const root = network.operator("root");
  network.logIn("root", "alice");
  const forEve = tellHistServ(root, "FORGET eve")[1].split(" ").at(-1);
  tellHistServ(root, `FORGET eve ${forEve}`);
  assertEquals(heard(ann, "#a"), []);
  assertEquals(heard(ann, "eve"), []);
  assertEquals(tellHistServ(root, "FORGET nobody"), [
    "There is no account nobody.",
  ]);
});

Deno.test("who has no account exports and forgets nothing", () => {
  const network = new ChannelNetwork();
  const zoe = network.register("zoe");
  for (const order of ["EXPORT", "FORGET"]) {
    assertEquals(tellHistServ(zoe, order), [
      "You must log in to an account first.",
    ]);
  }
  assertEquals(tellNickServ(zoe, "LOGOUT").length > 0, true);
});
