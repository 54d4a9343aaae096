import { assert, assertEquals } from "@std/assert";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
} from "../../../../../src/irc/names/account_rules.ts";
import type { Account } from "../../../../../src/irc/state/account.ts";
import { accountChange, accountOf } from "../../../../support/records.ts";
import { codeIn } from "../../../../support/mail.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { TestNetwork } from "../../../../support/test_network.ts";

const OLD = "old@example.org";
const NEW = "new@example.org";

/** A network where zoe is logged in to her account. */
function start(
  changes: Partial<Account> = {},
  rules: Partial<AccountRules> = {},
) {
  const accountRules = {
    ...DEFAULT_ACCOUNT_RULES,
    email: "optional",
    blockedEmails: ["*@trash.example"],
    ...rules,
  } as const;
  const kept = { email: OLD, passwordHash: "hash of sesame", ...changes };
  const network = new TestNetwork({ accountRules }, {}, [
    accountChange("zoe", accountOf("zoe", kept)),
  ]);
  const zoe = network.register("zed");
  network.logIn("zed", "zoe");
  zoe.take();
  const account = () => network.core.network.records.accounts.get("zoe");
  return { account, network, zoe };
}

const ON_ITS_WAY = `A code is on its way to ${NEW}. That is your address ` +
  "once you say /NS VERIFY zoe <code>";

Deno.test("SET email takes the password, and a code that is sent to the new address", () => {
  const { account, network, zoe } = start();
  assertEquals(tellNickServ(zoe, `SET EMAIL ${NEW} sesame`), [ON_ITS_WAY]);
  const [mail] = network.mail;
  assertEquals(mail.to, NEW);
  assert(mail.text.includes(`/NS VERIFY zoe ${codeIn(mail)}\n`));
  assertEquals(account()?.email, OLD);
  assertEquals(tellNickServ(zoe, `VERIFY zoe ${codeIn(mail)}`), [
    `The address of your account is ${NEW} now.`,
  ]);
  assertEquals([account()?.email, account()?.pending], [NEW, null]);
  assertEquals(tellNickServ(zoe, `VERIFY zoe ${codeIn(mail)}`), [
    "Your account waits for no code.",
  ]);
});

Deno.test("who has no password, or the wrong one, changes no address", () => {
  const { account, network, zoe } = start();
  assertEquals(tellNickServ(zoe, `SET email ${NEW}`), [
    "Syntax: SET email <address> <password>",
  ]);
  for (let tries = 0; tries < 2; tries++) {
    assertEquals(tellNickServ(zoe, `SET email ${NEW} wrong`), [
      "The password is wrong.",
    ]);
  }
  assert(
    tellNickServ(zoe, `SET email ${NEW} wrong`).at(-1)?.startsWith("ERROR "),
  );
  assertEquals([network.mail, account()?.email], [[], OLD]);
});

Deno.test("an account without a password takes none", () => {
  const { network, zoe } = start({ passwordHash: null });
  assertEquals(tellNickServ(zoe, `SET email ${NEW}`), [ON_ITS_WAY]);
  assertEquals(network.mail.length, 1);
});

Deno.test("an address is refused where REGISTER refuses it, and where nothing is to be changed", () => {
  const { network, zoe } = start();
  for (
    const [email, answer] of [
      ["nobody", "An e-mail address is needed here."],
      ["x@trash.example", "That e-mail address is not taken here."],
      ["-x@example.org", "That e-mail address is not taken here."],
      [OLD, "Your account has that address already."],
    ]
  ) assertEquals(tellNickServ(zoe, `SET email ${email} sesame`), [answer]);
  assertEquals(network.mail, []);
});

Deno.test("an address is taken away with the password, where an account needs none", () => {
  const { account, zoe } = start();
  assertEquals(tellNickServ(zoe, "SET email none sesame"), [
    "Your account has no e-mail address now.",
  ]);
  assertEquals(account()?.email, null);
  const other = start({}, { email: "required" });
  assertEquals(tellNickServ(other.zoe, "SET email none sesame"), [
    "An account needs an e-mail address here.",
  ]);
});

Deno.test("where the network keeps no addresses none can be set", () => {
  const { zoe } = start({}, { email: "none" });
  assertEquals(tellNickServ(zoe, `SET email ${NEW} sesame`), [
    "This network keeps no e-mail addresses.",
  ]);
});

Deno.test("a code for an address is good for an hour and five tries, and opens nothing else", () => {
  const { account, network, zoe } = start();
  tellNickServ(zoe, `SET email ${NEW} sesame`);
  const code = codeIn(network.mail[0]);
  const eve = network.register("eve");
  const wrong = "The code is wrong, or too old.";
  assertEquals(tellNickServ(eve, `RESETPASS zoe ${code} correct-horse`), [
    wrong,
  ]);
  assertEquals(tellNickServ(eve, `VERIFY zoe ${code}`), [
    "The code is wrong, or too old",
  ]);
  const twin = network.attach("zed");
  for (const client of [zoe, zoe, twin, twin]) {
    assertEquals(tellNickServ(client, "VERIFY zoe 0123456789abcdef"), [wrong]);
  }
  assertEquals(account()?.pending?.tries, 4);
  network.at += 3_600_000;
  tellNickServ(zoe, `VERIFY zoe ${code}`);
  assertEquals(account()?.email, OLD);
});

Deno.test("no stranger takes the code away by asking for another", () => {
  const { account, network, zoe } = start();
  tellNickServ(zoe, `SET email ${NEW} sesame`);
  tellNickServ(network.register("eve"), "SENDPASS zoe");
  assertEquals(network.mail.map(({ to }) => to), [NEW]);
  tellNickServ(zoe, `VERIFY zoe ${codeIn(network.mail[0])}`);
  assertEquals(account()?.email, NEW);
});

Deno.test("nor makes all the mail of a day be asked for", () => {
  const { network, zoe } = start({}, { dailyMailsTo: 1 });
  tellNickServ(network.register("eve"), "SENDPASS zoe");
  assertEquals(tellNickServ(zoe, `SET email ${NEW} sesame`), [ON_ITS_WAY]);
  assertEquals(
    tellNickServ(zoe, "SET email another@example.org sesame"),
    ["Too much mail was asked for, wait until tomorrow."],
  );
});

Deno.test("mail to a new address that cannot be sent is told", () => {
  const { network, zoe } = start();
  network.canMail = false;
  assertEquals(tellNickServ(zoe, `SET email ${NEW} sesame`), [
    ON_ITS_WAY,
    "The mail with the code cannot be sent: look at the address, or try again later.",
  ]);
});

Deno.test("neither the address nor the password of SET is shown to other connections", () => {
  const { network, zoe } = start();
  const twin = network.attach("zed").enable("echo-message");
  zoe.enable("echo-message");
  const lines = tellNickServ(zoe, `SET email ${NEW} sesame`);
  const all = [...lines.slice(0, 1), ...twin.take()].join();
  assert(!all.includes("sesame"), all);
});
