import { assertEquals } from "@std/assert";
import {
  isAcceptedEmail,
  isEmail,
  mailboxOf,
} from "../../../../src/irc/names/email.ts";

Deno.test("an address is two parts without a space or a control, one address and nothing else", () => {
  for (
    const text of [
      "*",
      "nobody",
      "@x.org",
      "a@",
      "a@b@c.org",
      "<a@b.org>",
      "a,b@c.org",
      "a@b.org;c@d.org",
      "a@b.org\r\nBcc: c@d.org",
      "a@b.org\n",
      "a\0@b.org",
      "a\x1b@b.org",
      "a\x85@b.org",
      "a\u2028@b.org",
      "a b@c.org",
      '"a b"@c.org',
      "a@[192.0.2.1]",
      `${"a".repeat(243)}@example.org`,
    ]
  ) assertEquals(isEmail(text), false, JSON.stringify(text));
  for (const text of ["a@b.org", "O'Brien+irc@sub.example.org", "é@b.org"]) {
    assertEquals(isEmail(text), true, text);
  }
});

Deno.test("no address is taken that a mail program could take for a flag, a path or a pipe", () => {
  for (
    const email of [
      "-Xfile@example.org",
      "|sh@example.org",
      "/tmp/a@example.org",
      "a%b@example.org",
      "`id`@example.org",
      ".a@example.org",
      "a.@example.org",
      "a..b@example.org",
      "é@example.org",
      "a@localhost",
      "a@192.0.2.1",
      "a@-b.org",
      "a@b..org",
      "a@b.org.",
      `${"a".repeat(65)}@example.org`,
    ]
  ) assertEquals(isAcceptedEmail(email, []), false, email);
  for (const email of ["ann@example.org", "a.b+c_d-e@x-y.example.org"]) {
    assertEquals(isAcceptedEmail(email, []), true, email);
  }
});

Deno.test("an address is blocked however it is written", () => {
  const blocked = ["*@*.trash.example", "*@trash.example", "ann@example.org"];
  for (
    const email of [
      "x@Trash.Example",
      "x@mx.trash.example",
      "ANN@example.org",
      "a.n.n+irc@example.org",
    ]
  ) assertEquals(isAcceptedEmail(email, blocked), false, email);
  assertEquals(isAcceptedEmail("x@nottrash.example", blocked), true);
});

Deno.test("what comes to one mailbox is counted as one", () => {
  for (const email of ["ann@x.org", "Ann+1@X.org", "a.n.n+2+3@x.org"]) {
    assertEquals(mailboxOf(email), "ann@x.org");
  }
});
