import { assertEquals } from "@std/assert";
import { external } from "../../../../../src/irc/accounts/sasl/external.ts";
import { Exchange, REFUSED } from "../../../../support/sasl.ts";

Deno.test("EXTERNAL lets the client name the account, or not", () => {
  const certificate = {
    kind: "certificate",
    account: null,
    device: null,
  } as const;
  assertEquals(new Exchange(external).say(""), certificate);
  const named = { ...certificate, account: "ann" };
  assertEquals(new Exchange(external).say("ann"), named);
});

Deno.test("EXTERNAL refuses a name with NUL, and what is no UTF-8", () => {
  assertEquals(new Exchange(external).say("ann\0"), REFUSED);
  assertEquals(new Exchange(external).say(Uint8Array.of(0xff)), REFUSED);
});
