import { assert, assertEquals } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { DEFAULT_ACCOUNT_RULES } from "../../../../src/irc/names/account_rules.ts";
import { codeIn } from "../../../support/mail.ts";
import { type TestClient, TestNetwork } from "../../../support/test_network.ts";

// As gamja says it, line by line: its lib/client.js (handleOpen, handleCap,
// registerAccount, verifyAccount, authenticate) and components/app.js.

/** The capabilities that gamja asks for wherever there are any. */
const WANTED = [
  ...["account-notify", "away-notify", "batch", "chghost", "echo-message"],
  ...["extended-join", "extended-monitor", "invite-notify"],
  ...["labeled-response", "message-tags", "multi-prefix", "sasl"],
  ...["server-time", "setname", "draft/account-registration"],
  ...["draft/chathistory", "draft/extended-monitor", "draft/read-marker"],
  ...["soju.im/bouncer-networks", "soju.im/bouncer-networks-notify"],
];

function network(): TestNetwork {
  const accountRules = { ...DEFAULT_ACCOUNT_RULES, email: "required" } as const;
  return new TestNetwork({ accountRules });
}

/** What gamja says as soon as it is connected, and reads of the answer. */
function open(client: TestClient): ReadonlyMap<string, string> {
  const lines = client.send("CAP LS 302", "NICK ann", "USER ann 0 * ann");
  const offered = lines.flatMap((line) => {
    const [, list = ""] = /^:irc\.test CAP \S+ LS (?:\* )?:(.*)$/.exec(line) ??
      [];
    return list.split(" ").filter((each) => each !== "");
  });
  return new Map(offered.map((each) => {
    const [name, ...value] = each.split("=");
    return [name, value.join("=")];
  }));
}

/** Asks for what is wanted of what is offered, as gamja does before it goes on. */
function request(offered: ReadonlyMap<string, string>): string {
  const names = WANTED.filter((name) => offered.has(name));
  return `CAP REQ :${names.join(" ")}`;
}

/** Without the time that each line has. */
function untimed(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line.replace(/^@time=[^ ;]+ /, "").replace(/^@(.*);time=[^ ;]+ /, "@$1 ")
      .replace(/^@time=[^ ;]+;/, "@")
  );
}

Deno.test("gamja registers an account, verifies it, and logs in to it with the next connection", () => {
  const here = network();
  const client = here.connect();
  const offered = open(client);
  const flags = offered.get("draft/account-registration")?.split(",") ?? [];
  assertEquals(flags, ["before-connect", "email-required"]);
  const lines = client.send(request(offered), "CAP END");
  assert(lines.some((line) => / CAP ann ACK :/.test(line)));
  assert(lines.some((line) => / 001 ann /.test(line)));
  assertEquals(
    untimed(client.send(
      "@label=1 REGISTER * ann@example.org :correct horse",
    )),
    [
      "@label=1 :irc.test REGISTER VERIFICATION_REQUIRED ann :The account ann " +
      "must be verified before you can log in to it, with the code that is " +
      "sent to ann@example.org",
    ],
  );
  const [mail] = here.mail;
  assertEquals(mail.to, "ann@example.org");
  const verified = untimed(client.send(`@label=2 VERIFY ann ${codeIn(mail)}`));
  const own = ":ann!~ann@192.0.2.1 ACCOUNT ann";
  const batch = /^@label=2 :irc\.test BATCH \+(\S+) labeled-response$/;
  const [, id = ""] = batch.exec(verified[0]) ?? [];
  assertEquals(verified.slice(1), [
    `@batch=${id} :irc.test VERIFY SUCCESS ann :The account ann is verified`,
    `@batch=${id} :irc.test 900 ann ann!~ann@192.0.2.1 ann :You are now ` +
    "logged in as ann",
    `@batch=${id} ${own}`,
    `:irc.test BATCH -${id}`,
  ]);
  client.send("QUIT");

  const next = here.connect();
  const again = open(next);
  assert(again.get("sasl")?.split(",").includes("PLAIN"));
  const response = encodeBase64("\0ann\0correct horse");
  const welcomed = untimed(next.send(
    request(again),
    "AUTHENTICATE PLAIN",
    `AUTHENTICATE ${response}`,
    "CAP END",
  )).map((line) => line.replace(/(.) :.*/, "$1"));
  assertEquals(welcomed.slice(0, 5), [
    ":irc.test CAP ann ACK",
    "AUTHENTICATE +",
    ":irc.test 900 ann ann!~ann@192.0.2.1 ann",
    ":irc.test 903 ann",
    ":irc.test 001 ann",
  ]);
});

Deno.test("gamja is told under its label why it cannot register", () => {
  const here = network();
  const client = here.connect();
  client.send(request(open(client)), "CAP END");
  const replies = [
    client.send("@label=1 REGISTER * * :correct horse"),
    client.send("@label=2 REGISTER * ann@example.org :short"),
    client.send("@label=3 REGISTER * ann@example.org :correct horse"),
    client.send("@label=4 VERIFY ann 0000000000000000"),
  ].map((lines) =>
    untimed(lines).map((line) => {
      const [label, _source, ...words] = line.split(" ");
      return [label, ...words.slice(0, 3)].join(" ");
    })
  );
  assertEquals(replies, [
    ["@label=1 FAIL REGISTER INVALID_EMAIL"],
    ["@label=2 FAIL REGISTER WEAK_PASSWORD"],
    ["@label=3 REGISTER VERIFICATION_REQUIRED ann"],
    ["@label=4 FAIL VERIFY INVALID_CODE"],
  ]);
});

Deno.test("the same goes before the connection is registered", () => {
  const here = network();
  const client = here.connect();
  client.send(request(open(client)));
  const registered = untimed(
    client.send("@label=1 REGISTER * ann@example.org :correct horse"),
  );
  assertEquals(registered.map((line) => line.split(" ").slice(2, 5)), [
    ["REGISTER", "VERIFICATION_REQUIRED", "ann"],
  ]);
  const code = codeIn(here.mail[0]);
  const verified = untimed(client.send(`@label=2 VERIFY ann ${code}`));
  assert(verified.some((line) => / VERIFY SUCCESS ann :/.test(line)));
  assert(verified.some((line) => / 900 ann .* ann :/.test(line)));
  client.send("CAP END");
  const { user } = here.session(client);
  assertEquals(user?.account, "ann");
});
