import { assertEquals } from "@std/assert";
import { DEFAULT_ACCOUNT_RULES } from "../../../../../src/irc/names/account_rules.ts";
import { tellNickServ } from "../../../../support/talking.ts";
import { TestNetwork } from "../../../../support/test_network.ts";

const accountRules = DEFAULT_ACCOUNT_RULES;

Deno.test("NickServ REGISTER makes an account that is called as the user is, and logs in to it", () => {
  const network = new TestNetwork();
  const ann = network.register("ann");
  assertEquals(tellNickServ(ann, "REGISTER correct horse"), [
    "An e-mail address is needed here",
  ]);
  assertEquals(tellNickServ(ann, "register correct-horse"), [
    "The account ann is yours now",
    ":irc.test 900 ann ann!~ann@192.0.2.1 ann :You are now logged in as ann",
  ]);
  assertEquals(tellNickServ(ann, "REGISTER correct-horse"), [
    "You are logged in to an account already",
  ]);
});

Deno.test("NickServ REGISTER says what is wrong, as REGISTER does", () => {
  const network = new TestNetwork({ accountRules });
  const ann = network.register("ann");
  assertEquals(tellNickServ(ann, "REGISTER short"), [
    "A password has at least 8 characters, and is not the name",
  ]);
  network.reconfigure({
    accountRules: { ...accountRules, registration: false },
  });
  assertEquals(tellNickServ(ann, "REGISTER correct-horse"), [
    "Accounts cannot be registered here",
  ]);
});

Deno.test("NickServ VERIFY takes the code that was sent", () => {
  const network = new TestNetwork({
    accountRules: { ...accountRules, email: "required" },
  });
  const ann = network.register("ann");
  assertEquals(tellNickServ(ann, "REGISTER correct-horse"), [
    "An e-mail address is needed here",
  ]);
  assertEquals(tellNickServ(ann, "REGISTER correct-horse a@example.org"), [
    "The account ann must be verified before you can log in to it, with the " +
    "code that is sent to a@example.org",
  ]);
  assertEquals(tellNickServ(ann, "VERIFY ann 0000"), [
    "The code is wrong, or too old",
  ]);
  const [{ code }] = network.mail;
  assertEquals(tellNickServ(ann, `VERIFY ann ${code}`), [
    "The account ann is verified",
    ":irc.test 900 ann ann!~ann@192.0.2.1 ann :You are now logged in as ann",
  ]);
});
