import { assert, assertEquals } from "@std/assert";
import {
  type AccountRules,
  DEFAULT_ACCOUNT_RULES,
} from "../../../../src/irc/names/account_rules.ts";
import type { Settings } from "../../../../src/irc/state/settings.ts";
import { accountChange, accountOf } from "../../../support/records.ts";
import { SlowNetwork } from "../../../support/slow_network.ts";
import { TestNetwork } from "../../../support/test_network.ts";

const PASSWORD = "correct horse";

function networkWith(
  rules: Partial<AccountRules> = {},
  settings: Partial<Settings> = {},
): TestNetwork {
  const accountRules = { ...DEFAULT_ACCOUNT_RULES, ...rules };
  return new TestNetwork({ accountRules, ...settings });
}

function failure(code: string, context: string, text: string): string {
  return `:irc.test FAIL REGISTER ${code} ${context} :${text}`;
}

/** The record of an account that is on the disk. */
function stored(network: TestNetwork, name: string) {
  const changes = network.store.read();
  return changes.find(({ kind, key }) => kind === "account" && key === name)
    ?.value ?? null;
}

function accountOfUser(network: TestNetwork, nick: string): string | null {
  return network.core.network.findUser(nick)?.account ?? null;
}

Deno.test("REGISTER makes an account that is called as the user is, and logs in to it", () => {
  const network = networkWith();
  const ann = network.register("Ann").enable("account-notify");
  assertEquals(ann.send(`REGISTER * * :${PASSWORD}`), [
    ":irc.test REGISTER SUCCESS Ann :The account Ann is yours now",
    ":irc.test 900 Ann Ann!~Ann@192.0.2.1 Ann :You are now logged in as Ann",
    ":Ann!~Ann@192.0.2.1 ACCOUNT Ann",
  ]);
  const { name, passwordHash, verifiedAt } = stored(network, "ann") as
    & { name: string; verifiedAt: number }
    & { passwordHash: string };
  assertEquals([name, passwordHash, verifiedAt], [
    "Ann",
    `hash of ${PASSWORD}`,
    network.at,
  ]);
  const other = network.connect().enable("sasl");
  const response = btoa(`\0ann\0${PASSWORD}`);
  other.send("AUTHENTICATE PLAIN");
  assertEquals(
    other.send(`AUTHENTICATE ${response}`)[0],
    ":irc.test 900 * *!*@192.0.2.1 Ann :You are now logged in as Ann",
  );
});

Deno.test("an account is kept before its owner is told of it", () => {
  const network = new SlowNetwork();
  const ann = network.register("ann");
  assertEquals(ann.send(`REGISTER ann * :${PASSWORD}`, "PING x"), []);
  network.answer();
  assertEquals(ann.take(), []);
  assertEquals(network.asked.map(({ kind }) => kind), ["store"]);
  network.answer();
  assertEquals(stored(network, "ann") === null, false);
  assertEquals(ann.take().map((line) => line.split(" ")[1]), [
    "REGISTER",
    "900",
    "PONG",
  ]);
});

Deno.test("an account that cannot be saved is none, and is not logged in to", () => {
  const network = networkWith();
  network.canWrite = false;
  const ann = network.register("ann");
  const refusal = failure(
    "TEMPORARILY_UNAVAILABLE",
    "ann",
    "That cannot be done now, wait a while and try again",
  );
  assertEquals(ann.send(`REGISTER ann * :${PASSWORD}`), [refusal]);
  assertEquals(accountOfUser(network, "ann"), null);
  network.canWrite = true;
  assert(ann.send(`REGISTER ann * :${PASSWORD}`)[0].includes(" SUCCESS "));
});

Deno.test("REGISTER is answered under its label", () => {
  const network = networkWith();
  const ann = network.register("ann").enable("batch", "labeled-response");
  assertEquals(ann.send("@label=a REGISTER * * short"), [
    "@label=a " + failure(
      "WEAK_PASSWORD",
      "ann",
      "A password has at least 8 characters, and is not the name",
    ),
  ]);
  const [first, ...lines] = ann.send(`@label=b REGISTER * * :${PASSWORD}`);
  assertEquals(first, "@label=b :irc.test BATCH +1 labeled-response");
  assertEquals(lines.length, 3);
});

Deno.test("REGISTER before registration takes a nickname, and its account is there afterwards", () => {
  const network = networkWith();
  const client = network.connect();
  client.take();
  assertEquals(client.send(`REGISTER * * :${PASSWORD}`), [
    failure("NEED_NICK", "*", "Choose a nickname first"),
  ]);
  client.send("NICK ann");
  assertEquals(client.send(`REGISTER * * :${PASSWORD}`), [
    ":irc.test REGISTER SUCCESS ann :The account ann is yours now",
    ":irc.test 900 ann ann!*@192.0.2.1 ann :You are now logged in as ann",
  ]);
  client.send("USER ann 0 * :Ann");
  assertEquals(accountOfUser(network, "ann"), "ann");
});

Deno.test("REGISTER before registration is refused where it must not be, or where that takes a password", () => {
  const text = "Finish connecting first";
  for (
    const network of [
      networkWith({ beforeConnect: false }),
      networkWith({}, { password: "sesame" }),
    ]
  ) {
    const client = network.connect();
    const caps = client.send("CAP LS 302").join(" ");
    assert(/draft\/account-registration(?!\S*before-connect)/.test(caps), caps);
    client.send("NICK ann");
    const refusal = failure("COMPLETE_CONNECTION_REQUIRED", "*", text);
    assertEquals(client.send(`REGISTER * * :${PASSWORD}`), [refusal]);
  }
});

Deno.test("the capability tells what REGISTER takes", () => {
  const valueWith = (rules: Partial<AccountRules>) => {
    const client = networkWith(rules).connect();
    const lines = client.send("CAP LS 302").join(" ");
    return / (draft\/account-registration\S*)/.exec(lines)?.[1] ?? null;
  };
  const name = "draft/account-registration";
  assertEquals(valueWith({}), `${name}=before-connect`);
  assertEquals(valueWith({ beforeConnect: false }), name);
  assertEquals(
    valueWith({ customName: true, email: "required" }),
    `${name}=before-connect,custom-account-name,email-required`,
  );
  assertEquals(valueWith({ registration: false }), null);
});

Deno.test("REGISTER is refused where accounts cannot be registered", () => {
  const ann = networkWith({ registration: false }).register("ann");
  assertEquals(ann.send(`REGISTER ann * :${PASSWORD}`), [
    failure(
      "TEMPORARILY_UNAVAILABLE",
      "ann",
      "Accounts cannot be registered here",
    ),
  ]);
});

Deno.test("who is logged in cannot register", () => {
  const network = networkWith();
  const ann = network.register("ann");
  network.logIn("ann", "alice");
  assertEquals(ann.send(`REGISTER * * :${PASSWORD}`), [
    failure(
      "ALREADY_AUTHENTICATED",
      "alice",
      "You are logged in to an account already",
    ),
  ]);
});

Deno.test("an account has another name than the nickname only where that may be", () => {
  const name = "zoe";
  assertEquals(
    networkWith().register("ann").send(`REGISTER ${name} * :${PASSWORD}`),
    [failure(
      "ACCOUNT_NAME_MUST_BE_NICK",
      name,
      "An account is called what you are called: choose the nickname first",
    )],
  );
  const network = networkWith({ customName: true });
  const lines = network.register("ann").send(`REGISTER ${name} * :${PASSWORD}`);
  assert(lines[0].startsWith(":irc.test REGISTER SUCCESS zoe "));
});

for (
  const name of [
    "a.b",
    "#a",
    "0",
    "NickServ",
    "guest-7",
    "JOIN",
    "n".repeat(99),
  ]
) {
  Deno.test(`no account can be called ${name}`, () => {
    const ann = networkWith({ customName: true }).register("ann");
    assertEquals(ann.send(`REGISTER ${name} * :${PASSWORD}`), [
      failure("BAD_ACCOUNT_NAME", name, "No account can have that name"),
    ]);
  });
}

Deno.test("nobody takes a name that somebody else has, as an account or as a nickname", () => {
  const accountRules = { ...DEFAULT_ACCOUNT_RULES, customName: true };
  const network = new TestNetwork({ accountRules }, {}, [
    accountChange("zoe", accountOf("Zoe", { nicks: ["zozo"] })),
    accountChange("new", accountOf("New", { verifiedAt: null })),
  ]);
  network.register("carol");
  const ann = network.register("ann");
  for (const name of ["ALICE", "zoe", "Zozo", "new", "Carol"]) {
    assertEquals(ann.send(`REGISTER ${name} * :${PASSWORD}`), [
      failure("ACCOUNT_EXISTS", name, "Somebody else has that name"),
    ]);
  }
});

Deno.test("nor does one who wanted the nickname", () => {
  const network = networkWith();
  network.register("root");
  const client = network.connect();
  client.send("NICK root");
  client.take();
  assertEquals(client.send(`REGISTER * * :${PASSWORD}`), [
    failure("ACCOUNT_EXISTS", "root", "Somebody else has that name"),
  ]);
});

Deno.test("of two who want a name at once, one has it", () => {
  const network = new SlowNetwork({
    accountRules: { ...DEFAULT_ACCOUNT_RULES, customName: true },
  });
  const [ann, eve] = [network.register("ann"), network.register("eve")];
  for (const client of [ann, eve]) {
    client.take();
    client.send(`REGISTER zoe * :${PASSWORD}`);
  }
  network.answer();
  network.answer();
  assert(ann.take()[0].startsWith(":irc.test REGISTER SUCCESS zoe "));
  assertEquals(eve.take(), [
    failure("ACCOUNT_EXISTS", "zoe", "Somebody else has that name"),
  ]);
});

Deno.test("a password has 8 characters to 300 bytes, and is not the name", () => {
  const ann = networkWith().register("annabella");
  const weak = failure(
    "WEAK_PASSWORD",
    "annabella",
    "A password has at least 8 characters, and is not the name",
  );
  assertEquals(ann.send("REGISTER * * short", "REGISTER * * ANNABELLA"), [
    weak,
    weak,
  ]);
  assertEquals(ann.send(`REGISTER * * ${"é".repeat(151)}`), [
    failure(
      "UNACCEPTABLE_PASSWORD",
      "annabella",
      "A password may have at most 300 bytes",
    ),
  ]);
  const lines = ann.send(`REGISTER * * ${"é".repeat(150)}`);
  assert(lines[0].includes(" SUCCESS "));
});

Deno.test("too many accounts from one network are refused for an hour", () => {
  const network = networkWith({ hourly: 2 });
  const ask = (nick: string, address: string) =>
    network.register(nick, address).send(`REGISTER * * :${PASSWORD}`)
      .find((line) => line.includes("REGISTER")) ?? "";
  const refusal = failure(
    "TEMPORARILY_UNAVAILABLE",
    "zoe",
    "Too many accounts were registered from where you are, wait a while",
  );
  assert(ask("ann", "2001:db8::1").includes(" SUCCESS "));
  assert(ask("eve", "2001:db8::2").includes(" SUCCESS "));
  assertEquals(ask("zoe", "2001:db8:0:0:1::3"), refusal);
  assert(ask("ida", "2001:db8:0:1::3").includes(" SUCCESS "));
  network.at += 3_600_000;
  assert(ask("zoey", "2001:db8::4").includes(" SUCCESS "));
  network.pass(2 * 3_600_000);
  assertEquals(network.core.network.throttles.size, 0);
});

Deno.test("operators who want to know are told who registers, and no password is said again", () => {
  const network = networkWith();
  const root = network.operator("root");
  root.send("MODE root +s u");
  root.take();
  const ann = network.register("ann").enable("echo-message");
  const lines = ann.send(`REGISTER * * :${PASSWORD}`);
  const told = root.take();
  assertEquals(told, [
    ":irc.test NOTICE * :*** ann!~ann@192.0.2.1 has registered the account ann",
  ]);
  const all = JSON.stringify([lines, told, network.logged]);
  assert(!all.includes("horse"));
});

Deno.test("with an address an account must be verified first, and nobody can log in to it until then", () => {
  const network = networkWith({ email: "optional" });
  const ann = network.register("ann");
  assertEquals(ann.send(`REGISTER * a@example.org :${PASSWORD}`), [
    ":irc.test REGISTER VERIFICATION_REQUIRED ann :The account ann must be " +
    "verified before you can log in to it, with the code that is sent to a@example.org",
  ]);
  assertEquals(accountOfUser(network, "ann"), null);
  const [{ account, code, email, purpose }] = network.mail;
  assertEquals([account, email, purpose, code.length], [
    "ann",
    "a@example.org",
    "verify",
    16,
  ]);
  assert(!JSON.stringify(network.store.read()).includes(code));
});

Deno.test("an address must look like one, and be there where it is required", () => {
  const text = "An e-mail address is needed here";
  const refusal = failure("INVALID_EMAIL", "ann", text);
  const ann = networkWith({ email: "required" }).register("ann");
  for (const email of ["*", "nobody", "@x", "a@", "a@b@c", "<a@b>", "a,b@c"]) {
    assertEquals(ann.send(`REGISTER * ${email} :${PASSWORD}`), [refusal]);
  }
  const long = `${"a".repeat(243)}@example.org`;
  assertEquals(ann.send(`REGISTER * ${long} pass-word`), [refusal]);
});

Deno.test("where addresses are not wanted, one that is given is not kept", () => {
  const network = networkWith();
  const ann = network.register("ann");
  const lines = ann.send(`REGISTER * a@example.org :${PASSWORD}`);
  assert(lines[0].includes(" SUCCESS "));
  assert(!JSON.stringify(network.store.read()).includes("example.org"));
});
