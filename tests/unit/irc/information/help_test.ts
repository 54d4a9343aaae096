import { assert, assertEquals } from "@std/assert";
import { COMMANDS } from "../../../../src/irc/protocol.ts";
import {
  CHANNEL_MODES,
  EXTENDED_BANS,
  PREFIX_MODES,
  USER_MODES,
} from "../../../../src/irc/modes/index.ts";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("HELP for a command is answered with its syntax and what it does", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("HELP KICK"), [
    ":irc.test 704 ann KICK :KICK <channel> <nickname>{,<nickname>} [:<reason>]",
    ":irc.test 705 ann KICK :",
    ":irc.test 705 ann KICK :Removes users from a channel.",
    ":irc.test 706 ann KICK :End of /HELP",
  ]);
});

Deno.test("HELP takes its subject in any case and repeats it as it was given", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("HELP mAp"), [
    ":irc.test 704 ann mAp :MAP",
    ":irc.test 705 ann mAp :",
    ":irc.test 705 ann mAp :Shows how the servers of the network are linked.",
    ":irc.test 706 ann mAp :End of /HELP",
  ]);
});

Deno.test("HELP without a subject lists every command and topic", () => {
  const ann = new TestNetwork().register("ann");
  const [title, empty, ...lines] = ann.send("HELP");
  assertEquals(
    title,
    ":irc.test 704 ann * :HELP <command> tells how a command is used. There are:",
  );
  assertEquals(empty, ":irc.test 705 ann * :");
  assertEquals(lines.pop(), ":irc.test 706 ann * :End of /HELP");
  assertEquals(
    lines.pop(),
    ":irc.test 705 ann * :There are also the topics CMODE, EXTBAN, SNOMASK, UMODE.",
  );
  const start = ":irc.test 705 ann * :";
  const names = lines.flatMap((line) => line.slice(start.length).split(" "));
  assertEquals(names, [...COMMANDS.keys()].sort());
  assertEquals(ann.send("HELP :"), ann.send("HELP"));
});

Deno.test("HELP for a subject that there is not is refused with ERR_HELPNOTFOUND", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("HELP Nothing"), [
    ":irc.test 524 ann Nothing :No help available on this topic",
  ]);
});

Deno.test("HELP writes * for a subject that cannot be a parameter", () => {
  const ann = new TestNetwork().register("ann");
  const refusal = ":irc.test 524 ann * :No help available on this topic";
  assertEquals(ann.send("HELP :two words", "HELP ::colon"), [refusal, refusal]);
});

Deno.test("HELP shows the help line of every command, and none is empty", () => {
  const ann = new TestNetwork().register("ann");
  for (const command of COMMANDS.values()) {
    const { name, syntax, help, privilege, capability } = command;
    const early = command.registered ? undefined : command.early;
    assert(/^[A-Z].*\.$/.test(help), `${name} has a sentence of help`);
    const [start, , ...text] = ann.send(`HELP ${name}`);
    const title = `${name} ${syntax}`.trimEnd();
    assertEquals(start, `:irc.test 704 ann ${name} :${title}`);
    const lines = [
      help,
      ...privilege === undefined
        ? []
        : [`Only for operators with the privilege ${privilege}.`],
      ...capability === undefined
        ? []
        : [`Only for clients with the capability ${capability}.`],
      ...early === undefined
        ? []
        : [`Before registration, only with the capability ${early}.`],
    ];
    assertEquals(text, [
      ...lines.map((line) => `:irc.test 705 ann ${name} :${line}`),
      `:irc.test 706 ann ${name} :End of /HELP`,
    ]);
  }
});

Deno.test("HELP CMODE explains each channel mode, those with a prefix first", () => {
  const ann = new TestNetwork().register("ann");
  const lines = ann.send("HELP cmode");
  assertEquals(lines.length, 3 + PREFIX_MODES.length + CHANNEL_MODES.length);
  assertEquals(lines.slice(0, 3), [
    ":irc.test 704 ann cmode :The modes of channels",
    ":irc.test 705 ann cmode :",
    ":irc.test 705 ann cmode :+q <nickname>: founder of the channel (~)",
  ]);
  for (
    const line of [
      "+b <parameter>: who may neither join nor speak",
      "+k <parameter>: the key that JOIN must give",
      "+n: only members speak",
    ]
  ) assert(lines.includes(`:irc.test 705 ann cmode :${line}`), line);
});

Deno.test("HELP UMODE explains each user mode", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("HELP umode"), [
    ":irc.test 704 ann umode :The modes of users",
    ":irc.test 705 ann umode :",
    ...USER_MODES.map(({ letter, help }) =>
      `:irc.test 705 ann umode :+${letter}: ${help}`
    ),
    ":irc.test 706 ann umode :End of /HELP",
  ]);
});

Deno.test("HELP EXTBAN explains each extended ban", () => {
  const ann = new TestNetwork().register("ann");
  const lines = ann.send("HELP EXTBAN");
  assertEquals(lines.length, 3 + EXTENDED_BANS.size);
  assert(
    lines.includes(
      ":irc.test 705 ann EXTBAN :a:<account>: who is logged in to that account",
    ),
  );
});
