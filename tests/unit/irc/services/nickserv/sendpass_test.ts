import { assert, assertEquals } from "@std/assert";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
} from "../../../../../src/irc/names/account_rules.ts";
import type { Account } from "../../../../../src/irc/state/account.ts";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { codeIn } from "../../../../support/mail.ts";
import { deviceChange } from "../../../../support/push.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { START, TestNetwork } from "../../../../support/test_network.ts";

const HOUR_MS = 3_600_000;
const WRONG = "The code is wrong, or too old.";

/** A network where Zoe has an account and an address, and has forgotten her password. */
function start(
  changes: Partial<Account> = {},
  rules: Partial<AccountRules> = {},
) {
  const network = new TestNetwork(
    {
      accountRules: {
        ...DEFAULT_ACCOUNT_RULES,
        email: "optional",
        nicknames: "none",
        ...rules,
      },
    },
    {},
    [
      accountChange(
        "Zoe",
        accountOf("Zoe", {
          email: "zoe@example.org",
          passwordHash: "hash of forgotten",
          nicks: ["zozo"],
          ...changes,
        }),
      ),
      accountChange("poor"),
    ],
  );
  const account = () => network.core.network.records.accounts.get("zoe");
  const accountOfUser = (nick: string) =>
    network.core.network.findUser(nick)?.account ?? null;
  return { account, accountOfUser, network, zoe: network.register("zed") };
}

const sent = (name: string) =>
  `If the account ${name} has an e-mail address, a code is on its way there.`;

const LOGGED_IN =
  ":irc.test 900 zed zed!~zed@192.0.2.1 Zoe :You are now logged in as Zoe";

Deno.test("RESETPASS gives a new password with the code that SENDPASS sends, and logs in", () => {
  const { account, network, zoe } = start();
  assertEquals(tellNickServ(zoe, "SENDPASS zoe"), [sent("zoe")]);
  const [mail] = network.mail;
  assertEquals(mail.to, "zoe@example.org");
  assert(
    mail.text.includes(`/NS RESETPASS Zoe ${codeIn(mail)} <new password>\n`),
  );
  assert(!JSON.stringify(network.store.read()).includes(codeIn(mail)));
  assertEquals(
    tellNickServ(zoe, `RESETPASS zoe ${codeIn(mail)} correct-horse`),
    ["The account Zoe has another password now.", LOGGED_IN],
  );
  const { passwordHash, pending, scram } = account() ?? accountOf("");
  assertEquals([passwordHash, pending], ["hash of correct-horse", null]);
  assert(scram !== null);
});

Deno.test("RESETPASS forgets the devices of the account: somebody else may have described them", () => {
  const { network, zoe } = start();
  const { records } = network.core.network;
  records.set(deviceChange("Zoe"));
  tellNickServ(zoe, "SENDPASS zoe");
  const code = codeIn(network.mail.at(-1));
  tellNickServ(zoe, `RESETPASS zoe ${code} correct-horse`);
  assertEquals(records.pushes.size, 0);
});

Deno.test("SENDPASS says the same of every account, with an address or without, or of none", () => {
  const { network, zoe } = start();
  for (const name of ["poor", "alice", "nobody", "zozo"]) {
    assertEquals(tellNickServ(zoe, `SENDPASS ${name}`), [sent(name)]);
  }
  assertEquals(network.mail.map(({ to }) => to), ["zoe@example.org"]);
});

Deno.test("a code is good once, for an hour, and for its account alone", () => {
  const { network, zoe } = start();
  const another = network.register("eve");
  tellNickServ(zoe, "SENDPASS zoe");
  const first = codeIn(network.mail[0]);
  assertEquals(tellNickServ(zoe, `RESETPASS poor ${first} correct-horse`), [
    WRONG,
  ]);
  tellNickServ(zoe, `RESETPASS zoe ${first} correct-horse`);
  assertEquals(tellNickServ(another, `RESETPASS zoe ${first} battery-staple`), [
    WRONG,
  ]);
  tellNickServ(zoe, "SENDPASS zoe");
  const second = codeIn(network.mail[1]);
  network.at += HOUR_MS;
  assertEquals(
    tellNickServ(another, `RESETPASS zoe ${second} battery-staple`),
    [WRONG],
  );
});

Deno.test("a code that is sent again takes the place of the first", () => {
  const { network, zoe } = start();
  tellNickServ(zoe, "SENDPASS zoe");
  tellNickServ(zoe, "SENDPASS zoe");
  const [first, second] = network.mail.map(codeIn);
  assertEquals(tellNickServ(zoe, `RESETPASS zoe ${first} correct-horse`), [
    WRONG,
  ]);
  assertEquals(
    tellNickServ(zoe, `RESETPASS zoe ${second} correct-horse`).at(-1),
    LOGGED_IN,
  );
});

Deno.test("two who give one code at once have it taken once", () => {
  const { network, zoe } = start();
  const eve = network.register("eve");
  tellNickServ(zoe, "SENDPASS zoe");
  const code = codeIn(network.mail[0]);
  network.answers = false;
  zoe.send(`NS RESETPASS zoe ${code} correct-horse`);
  eve.take();
  eve.send(`NS RESETPASS zoe ${code} battery-staple`);
  network.answer();
  network.answers = true;
  assert(eve.take().at(-1)?.endsWith(`:${WRONG}`));
  const { passwordHash } = network.core.network.records.accounts.get("zoe") ??
    accountOf("");
  assertEquals(passwordHash, "hash of correct-horse");
});

Deno.test("the fifth wrong code makes the right one good no more, and the third of a connection ends it", () => {
  const { network, zoe } = start();
  tellNickServ(zoe, "SENDPASS zoe");
  const wrong = "RESETPASS zoe 0123456789abcdef correct-horse";
  assertEquals([1, 2].map(() => tellNickServ(zoe, wrong)), [[WRONG], [WRONG]]);
  assertEquals(
    tellNickServ(zoe, wrong).at(-1),
    "ERROR :Closing link: zed[192.0.2.1] (Too many wrong codes)",
  );
  for (let tries = 3; tries < 5; tries++) {
    tellNickServ(network.register(`x${tries}`), wrong);
  }
  const right = `RESETPASS zoe ${codeIn(network.mail[0])} correct-horse`;
  assertEquals(tellNickServ(network.register("zed2"), right), [WRONG]);
});

Deno.test("wrong codes for an account make a network wait, whether there is such an account or not", () => {
  for (const name of ["zoe", "nobody"]) {
    const { network } = start();
    const wrong = `RESETPASS ${name} 0123456789abcdef correct-horse`;
    for (let tries = 0; tries < 10; tries++) {
      tellNickServ(network.register(`x${tries}`), wrong);
    }
    assertEquals(tellNickServ(network.register("last"), wrong), [
      "Too many codes were wrong: wait a while.",
    ]);
  }
});

Deno.test("whoever else is logged in is logged out by RESETPASS, registered or not", () => {
  const { accountOfUser, network, zoe } = start();
  const thief = network.register("thief").enable("account-notify");
  network.logIn("thief", "Zoe");
  const early = network.connect().enable("sasl");
  early.send("AUTHENTICATE PLAIN");
  early.send(`AUTHENTICATE ${btoa("\0zoe\0forgotten")}`);
  thief.take();
  early.take();
  tellNickServ(zoe, "SENDPASS zoe");
  tellNickServ(zoe, `RESETPASS zoe ${codeIn(network.mail[0])} correct-horse`);
  assertEquals(thief.take()[0].split(" ")[1], "901");
  assertEquals(early.take().map((line) => line.split(" ")[1]), ["901"]);
  assertEquals([accountOfUser("thief"), accountOfUser("zed")], [null, "Zoe"]);
  early.send("NICK early", "USER early 0 * :Early", "CAP END");
  assertEquals(accountOfUser("early"), null);
});

Deno.test("RESETPASS lets nobody in to a suspended account", () => {
  const suspended = { by: "root", at: START, until: null, reason: "spam" };
  const { account, accountOfUser, network, zoe } = start({ suspended });
  tellNickServ(zoe, "SENDPASS zoe");
  const order = `RESETPASS zoe ${codeIn(network.mail[0])} correct-horse`;
  assertEquals(tellNickServ(zoe, order), [
    "The account Zoe has another password now.",
    "The account Zoe is suspended: spam",
  ]);
  assertEquals(accountOfUser("zed"), null);
  assertEquals(account()?.suspended, suspended);
});

Deno.test("for an unverified account SENDPASS sends another code for VERIFY, which RESETPASS does not take, and no more time", () => {
  const expiresAt = START + 5000;
  const { account, accountOfUser, network, zoe } = start({
    verifiedAt: null,
    pending: {
      purpose: "verify",
      codeHash: "0",
      expiresAt,
      tries: 5,
      email: "zoe@example.org",
    },
  });
  tellNickServ(zoe, "SENDPASS zoe");
  const code = codeIn(network.mail[0]);
  assertEquals(tellNickServ(zoe, `RESETPASS zoe ${code} correct-horse`), [
    WRONG,
  ]);
  assertEquals(accountOfUser("zed"), null);
  const { passwordHash, pending, verifiedAt } = account() ?? accountOf("");
  assertEquals([passwordHash, verifiedAt, pending?.expiresAt], [
    "hash of forgotten",
    null,
    expiresAt,
  ]);
  assertEquals(tellNickServ(zoe, `VERIFY zoe ${code}`), [
    "The account Zoe is verified",
    LOGGED_IN,
  ]);
});

Deno.test("a code for a password verifies nothing", () => {
  const { network, zoe } = start();
  tellNickServ(zoe, "SENDPASS zoe");
  assertEquals(
    tellNickServ(zoe, `VERIFY zoe ${codeIn(network.mail[0])}`),
    ["The code is wrong, or too old"],
  );
});

Deno.test("few mails a day go out for one account, and few are asked for from one network", () => {
  const { network } = start({}, { dailyMailsTo: 2, dailyMailsFrom: 4 });
  const ask = (nick: string, host: string, name: string) =>
    tellNickServ(network.register(nick, host), `SENDPASS ${name}`);
  const refusal = ["Too much mail was asked for, wait until tomorrow."];
  assertEquals(ask("a", "192.0.2.1", "zoe"), [sent("zoe")]);
  assertEquals(ask("b", "198.51.100.1", "zoe"), [sent("zoe")]);
  assertEquals(ask("c", "203.0.113.1", "zoe"), refusal);
  // By another of its names: what is said does not tell that nothing is sent.
  assertEquals(ask("d", "203.0.113.1", "zozo"), [sent("zozo")]);
  assertEquals(network.mail.length, 2);
  for (const name of ["x", "y"]) {
    assertEquals(ask(`${name}x`, "192.0.2.1", name), [sent(name)]);
  }
  assertEquals(ask("e", "192.0.2.1", "z"), [sent("z")]);
  assertEquals(ask("f", "192.0.2.1", "w"), refusal);
});

Deno.test("mail that cannot be sent is told to who asked", () => {
  const { network, zoe } = start();
  network.canMail = false;
  assertEquals(tellNickServ(zoe, "SENDPASS zoe"), [
    sent("zoe"),
    "The mail with the code cannot be sent: look at the address, or try again later.",
  ]);
});

Deno.test("a code that cannot be saved is not sent", () => {
  const { account, network, zoe } = start();
  network.canWrite = false;
  assertEquals(tellNickServ(zoe, "SENDPASS zoe"), [
    "That cannot be saved now, so that nothing has changed. Try again later.",
  ]);
  assertEquals([network.mail, account()?.pending], [[], null]);
});

Deno.test("a new password must be one that REGISTER would take, and is not shown", () => {
  const { network, zoe } = start();
  tellNickServ(zoe, "SENDPASS zoe");
  const code = codeIn(network.mail[0]);
  assertEquals(tellNickServ(zoe, `RESETPASS zoe ${code} short`), [
    "The password is too short, or it is the name.",
  ]);
  zoe.enable("echo-message");
  zoe.take();
  const lines = zoe.send(
    `PRIVMSG NickServ :RESETPASS zoe ${code} correct-horse`,
  );
  assert(!lines.join().includes("horse") && !lines.join().includes(code));
});
