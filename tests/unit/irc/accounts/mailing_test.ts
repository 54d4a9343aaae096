import { assert, assertEquals } from "@std/assert";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
} from "../../../../src/irc/names/account_rules.ts";
import { codeIn } from "../../../support/mail.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const DAY_MS = 86_400_000;

function rulesWith(rules: Partial<AccountRules> = {}): AccountRules {
  return {
    ...DEFAULT_ACCOUNT_RULES,
    email: "required",
    hourly: 1000,
    customName: true,
    ...rules,
  };
}

function networkWith(rules: Partial<AccountRules> = {}): TestNetwork {
  return new TestNetwork({ accountRules: rulesWith(rules) });
}

/** What REGISTER is answered by the name of the answer, from an address of its own. */
function registerFrom(
  network: TestNetwork,
  host: string,
  name: string,
  email: string,
): string {
  const client = network.connect(host);
  client.send(`NICK ${name}`);
  const [line] = client.send(`REGISTER ${name} ${email} correct-horse`);
  const [, ...words] = line.split(" ");
  return words[0] === "FAIL" ? words[2] : words[1];
}

const SENT = "VERIFICATION_REQUIRED";
const LATER = "TEMPORARILY_UNAVAILABLE";

Deno.test("REGISTER is answered under its label once the mail is sent, and nothing waits for that", () => {
  const network = new SlowNetwork({ accountRules: rulesWith() });
  const ann = network.connect().enable("labeled-response", "batch");
  ann.send("NICK ann", "USER ann 0 * :Ann");
  network.answer();
  ann.take();
  ann.send("@label=a REGISTER ann a@example.org correct-horse");
  for (let step = 0; step < 3; step++) network.answer();
  assertEquals(network.asked.map(({ kind }) => kind), ["send-mail"]);
  assertEquals(ann.take(), []);
  assertEquals(ann.send("@label=b PING x"), [
    "@label=b :irc.test PONG irc.test :x",
  ]);
  network.answer();
  assertEquals(ann.take(), [
    "@label=a :irc.test REGISTER VERIFICATION_REQUIRED ann :The account ann " +
    "must be verified before you can log in to it, with the code that is " +
    "sent to a@example.org",
  ]);
});

Deno.test("an account whose mail cannot be sent is none, and its name is free at once", () => {
  const network = networkWith();
  network.canMail = false;
  const ann = network.register("ann").enable("batch", "labeled-response");
  ann.take();
  assertEquals(ann.send("@label=a REGISTER ann a@example.org correct-horse"), [
    "@label=a :irc.test FAIL REGISTER TEMPORARILY_UNAVAILABLE ann :The mail " +
    "with the code cannot be sent: look at the address, or try again later",
  ]);
  assertEquals(network.core.network.records.accounts.size, 0);
  assert(!network.store.read().some(({ kind }) => kind === "account"));
  network.canMail = true;
  assertEquals(registerFrom(network, "192.0.2.9", "ann2", "a@x.org"), SENT);
});

Deno.test("so it is where who registered has gone meanwhile, and an account that was mailed stays", () => {
  for (const canMail of [false, true]) {
    const network = new SlowNetwork({ accountRules: rulesWith() });
    const ann = network.register("ann");
    ann.send("REGISTER ann a@example.org correct-horse");
    for (let step = 0; step < 3; step++) network.answer();
    assertEquals(network.asked.map(({ kind }) => kind), ["send-mail"]);
    network.canMail = canMail;
    ann.disconnect();
    network.answer();
    const { accounts } = network.core.network.records;
    assertEquals(accounts.has("ann"), canMail);
  }
});

Deno.test("an account that an operator has verified meanwhile stays without its mail", () => {
  const network = new SlowNetwork({ accountRules: rulesWith() });
  const root = network.register("root");
  root.send("OPER root secret");
  network.answer();
  const ann = network.register("ann");
  ann.send("REGISTER ann a@example.org correct-horse");
  for (let step = 0; step < 3; step++) network.answer();
  const [mail] = network.asked.splice(0);
  root.send("NS SAVERIFY ann");
  network.answer();
  network.canMail = false;
  network.asked.push(mail);
  network.answer();
  const account = network.core.network.records.accounts.get("ann");
  assertEquals(account?.verifiedAt, network.at);
});

Deno.test("no blocked address is mailed, nor one that cannot be used", () => {
  const network = networkWith({ blockedEmails: ["*@trash.example"] });
  const ann = network.register("ann");
  for (const email of ["x@Trash.example", "-x@example.org", "|x@example.org"]) {
    ann.take();
    assertEquals(ann.send(`REGISTER ann ${email} correct-horse`), [
      ":irc.test FAIL REGISTER UNACCEPTABLE_EMAIL ann :That e-mail address is not taken here",
    ]);
  }
  assertEquals(network.mail, []);
});

Deno.test("the mail says for whom it is in plain words, and one line cannot become two", () => {
  const network = networkWith();
  const ann = network.register("ann");
  ann.send("REGISTER ann a@example.org correct-horse");
  const [mail] = network.mail;
  assertEquals(mail, {
    to: "a@example.org",
    subject: "TestNet: Verify your account",
    text: [
      "Somebody has registered an account with this address on TestNet,",
      "an IRC network (irc.test). The account is called ann.",
      "",
      "To verify it, say there:",
      "",
      `    /NS VERIFY ann ${codeIn(mail)}`,
      "",
      `The code is ${codeIn(mail)}. It is good for 24 hours.`,
      "If that was not you, do nothing: the account will be gone then.",
      "",
    ].join("\n"),
  });
});

Deno.test("no more than a few mails a day go to one mailbox, whoever asks, over restarts too", () => {
  const network = networkWith({ dailyMailsTo: 2 });
  const ask = (on: TestNetwork, host: string, name: string, email: string) =>
    registerFrom(on, host, name, email);
  assertEquals(ask(network, "192.0.2.1", "a", "ann@x.org"), SENT);
  assertEquals(ask(network, "198.51.100.2", "b", "a.nn+1@X.org"), SENT);
  assertEquals(ask(network, "203.0.113.3", "c", "Ann+2@x.org"), LATER);
  assertEquals(network.mail.length, 2);
  const records = network.store.read();
  const mailed = JSON.stringify(records.filter(({ kind }) => kind === "mail"));
  assert(!mailed.includes("x.org"), mailed);
  const restarted = new TestNetwork(
    { accountRules: rulesWith({ dailyMailsTo: 2 }) },
    {},
    records,
  );
  assertEquals(ask(restarted, "192.0.2.4", "d", "ann@x.org"), LATER);
  assertEquals(ask(restarted, "192.0.2.4", "e", "eve@x.org"), SENT);
  restarted.at += DAY_MS;
  restarted.pass(1000);
  assertEquals(ask(restarted, "192.0.2.4", "f", "ann@x.org"), SENT);
});

Deno.test("no more than some mails a day are asked for from one network", () => {
  const network = networkWith({ dailyMailsFrom: 2 });
  const ask = (host: string, name: string) =>
    registerFrom(network, host, name, `${name}@x.org`);
  assertEquals(ask("2001:db8::1", "a"), SENT);
  assertEquals(ask("2001:db8::2", "b"), SENT);
  assertEquals(ask("2001:db8::3", "c"), LATER);
  assertEquals(ask("2001:db8:1::3", "d"), SENT);
});

Deno.test("what is counted is forgotten when it counts no more", () => {
  const network = networkWith({ dailyMailsTo: 2, verifyMs: 1000 });
  registerFrom(network, "192.0.2.1", "a", "ann@x.org");
  assertEquals(network.core.network.records.mails.size, 1);
  network.at += DAY_MS / 2;
  network.pass(1000);
  assertEquals(network.core.network.records.mails.size, 0);
  assertEquals(network.store.read(), []);
});

Deno.test("nobody but who registers is shown the address, and it is not logged", () => {
  const network = networkWith();
  const root = network.operator("root");
  root.send("MODE root +s ux");
  root.take();
  const ann = network.register("ann");
  ann.send("REGISTER ann secret@example.org correct-horse");
  ann.send(`VERIFY ann ${codeIn(network.mail[0])}`);
  const eve = network.register("eve");
  eve.take();
  eve.send("WHOIS ann", "NS INFO ann", "WHO ann %na");
  const seen = [...eve.take(), ...root.take(), ...root.send("NS INFO ann")];
  assert(seen.some((line) => line.includes("has registered")));
  const all = JSON.stringify([seen, network.logged]);
  assert(!all.includes("secret@") && !all.includes("example.org"), all);
});

Deno.test("an operator is asked in vain for a code where no mail is sent", () => {
  const network = new TestNetwork({ sendsMail: false });
  const ann = network.register("ann");
  ann.take();
  assertEquals(
    ann.send("NS SENDPASS ann").map((line) => line.split(" :")[1]),
    ["No mail can be sent here: ask an operator."],
  );
});
