import { assert, assertEquals } from "@std/assert";
import { ALL_SERVICES } from "../../../../src/irc/services/index.ts";
import { PERMISSIONS } from "../../../../src/irc/services/service.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const FROM_NICKSERV = ":NickServ!NickServ@irc.test NOTICE";
const UNKNOWN = "There is no such command: /NS HELP lists them.";
const OUT = "You must log in to an account first.";

Deno.test("a service is told something with its command, by its nickname, or at the server, in any case", () => {
  const ann = new TestNetwork().register("ann");
  for (
    const order of [
      "NS frob",
      "ns frob",
      "NICKSERV FROB",
      "NICKSERV :frob a",
      "PRIVMSG NickServ :frob",
      "PRIVMSG nickserv :  frob  a  b",
      "PRIVMSG NickServ@irc.test frob",
      "PRIVMSG NickServ@IRC.test frob",
    ]
  ) {
    assertEquals(ann.send(order), [`${FROM_NICKSERV} ann :${UNKNOWN}`], order);
  }
});

Deno.test("there is nobody of its name at another server", () => {
  const ann = new TestNetwork().register("ann");
  const targets = ["NickServ@irc.other", "NickServ@irc.test@x", "ann@irc.test"];
  for (const target of targets) {
    assertEquals(ann.send(`PRIVMSG ${target} :HELP`), [
      `:irc.test 401 ann ${target} :No such nick/channel`,
    ]);
  }
});

Deno.test("who is not registered cannot tell a service anything", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("NS HELP", "PRIVMSG NickServ :HELP"), [
    ":irc.test 451 * :You have not registered",
    ":irc.test 451 * :You have not registered",
  ]);
});

Deno.test("a service answers the connection that asked", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  const other = network.attach("ann");
  ann.take();
  assertEquals(ann.send("NS frob").length, 1);
  assertEquals(other.take(), []);
});

Deno.test("what a service says has the label of the command", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable("batch", "labeled-response");
  assertEquals(ann.send("@label=a NS frob"), [
    `@label=a ${FROM_NICKSERV} ann :${UNKNOWN}`,
  ]);
  assertEquals(ann.send("@label=b PRIVMSG NickServ frob"), [
    `@label=b ${FROM_NICKSERV} ann :${UNKNOWN}`,
  ]);
  const lines = ann.send("@label=c NS HELP");
  assertEquals(lines[0], "@label=c :irc.test BATCH +1 labeled-response");
});

Deno.test("a service answers neither NOTICE nor tags alone", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable("message-tags");
  const lines = ["NOTICE NickServ :HELP", "@+typing=active TAGMSG NickServ"];
  assertEquals(ann.send(...lines), []);
});

Deno.test("a service must be the only target, so that no password goes elsewhere", () => {
  const network = new TestNetwork();
  const [ann, bob] = [network.register("ann"), network.register("bob")];
  bob.take();
  ann.take();
  assertEquals(ann.send("PRIVMSG NickServ,bob :IDENTIFY secret"), [
    ":irc.test 407 ann NickServ :Too many targets",
  ]);
  assertEquals(bob.take(), [
    ":ann!~ann@192.0.2.1 PRIVMSG bob :IDENTIFY secret",
  ]);
});

Deno.test("what is said to a service is echoed to the connection that said it, without passwords", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable("echo-message");
  const other = network.attach("ann").enable("echo-message");
  const echoOf = (text: string) => ann.send(`PRIVMSG NickServ :${text}`)[0];
  const start = ":ann!~ann@192.0.2.1 PRIVMSG NickServ :";
  assertEquals(echoOf("HELP LOGOUT"), `${start}HELP LOGOUT`);
  assertEquals(echoOf("IDENTIFY sesame"), `${start}IDENTIFY ***`);
  // It may be mistyped.
  assertEquals(echoOf("IDENTFIY sesame"), `${start}IDENTFIY ***`);
  assertEquals(echoOf("sesame"), `${start}sesame`);
  assertEquals(other.take(), []);
});

Deno.test("a message of several lines is no command", () => {
  const network = new TestNetwork();
  const ann = network.register("ann").enable("batch", "draft/multiline");
  assertEquals(
    ann.send(
      "BATCH +1 draft/multiline NickServ",
      "@batch=1 PRIVMSG NickServ :HELP",
      "@batch=1 PRIVMSG NickServ :LOGOUT",
      "BATCH -1",
    ),
    [`${FROM_NICKSERV} ann :One command at a time, please.`],
  );
});

Deno.test("nobody may have a service's nickname, whatever else may be one", () => {
  const network = new TestNetwork({ commandNicknames: true });
  const ann = network.register("ann");
  assertEquals(ann.send("NICK nickserv"), [
    ":irc.test 432 ann nickserv :Erroneous nickname",
  ]);
  const root = network.operator("root");
  assertEquals(
    root.send("SANICK ann NickServ").at(-1),
    [
      ":irc.test 432 root NickServ :Erroneous nickname",
    ][0],
  );
});

Deno.test("WHOIS, ISON, USERHOST, USERIP and MONITOR know that a service is there", () => {
  const ann = new TestNetwork().register("ann");
  assertEquals(ann.send("WHOIS nickserv"), [
    ":irc.test 311 ann NickServ NickServ irc.test * " +
    ":Keeps accounts, and the nicknames that belong to them.",
    ":irc.test 312 ann NickServ irc.test :A test server",
    ":irc.test 318 ann nickserv :End of /WHOIS list",
  ]);
  assertEquals(ann.send("ISON nickserv bob"), [":irc.test 303 ann :NickServ"]);
  assertEquals(ann.send("USERHOST nickserv ann"), [
    ":irc.test 302 ann :NickServ=+NickServ@irc.test ann=+~ann@192.0.2.1",
  ]);
  assertEquals(ann.send("USERIP nickserv"), [
    ":irc.test 340 ann :NickServ=+NickServ@irc.test",
  ]);
  assertEquals(ann.send("MONITOR + nickserv"), [
    ":irc.test 730 ann :NickServ!NickServ@irc.test",
  ]);
});

for (const service of ALL_SERVICES) {
  const [prefix] = service.aliases;
  for (const { name, parameters, permission, syntax } of service.commands) {
    Deno.test(`${prefix} ${name} is for ${permission}, and refused to all others`, () => {
      const network = new TestNetwork();
      const ann = network.register("ann");
      const words = Array.from({ length: parameters }, () => "x").join(" ");
      const ask = () => ann.send(`${prefix} ${name} ${words}`)[0] ?? "";
      ann.take();
      if (permission === "anyone") {
        assert(!ask().endsWith(OUT));
      } else if (Object.hasOwn(PERMISSIONS, permission)) {
        assert(ask().endsWith(OUT));
        network.logIn("ann", "alice");
        assert(!ask().endsWith(OUT));
      } else {
        const refusal =
          `Only operators with the privilege ${permission} may do that.`;
        network.logIn("ann", "alice");
        assert(ask().endsWith(refusal));
        ann.send("OPER helper help");
        ann.take();
        assert(ask().endsWith(refusal));
        ann.send("OPER root secret");
        ann.take();
        assert(!ask().endsWith(refusal));
      }
    });

    if (parameters > 0) {
      Deno.test(`${prefix} ${name} with too few parameters is told how it is used`, () => {
        const network = new TestNetwork();
        const root = network.operator("root");
        network.logIn("root", "alice");
        root.take();
        const start = `:${service.nick}!${service.nick}@irc.test NOTICE root :`;
        assertEquals(root.send(`${prefix} ${name}`), [
          `${start}Syntax: ${name} ${syntax}`,
          `${start}/${prefix} HELP ${name} tells more.`,
        ]);
      });
    }
  }
}
