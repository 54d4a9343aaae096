import { assertEquals } from "@std/assert";
import type { UserContext } from "../../../../src/irc/session/context.ts";
import { refusalOf } from "../../../../src/irc/services/permission.ts";
import { channelChange, channelOf } from "../../../support/records.ts";
import { TestNetwork } from "../../../support/test_network.ts";

Deno.test("what is for the founder is for whom the registered channel belongs to", () => {
  const test = new TestNetwork({}, {}, [
    channelChange(channelOf("#Ann", "Alice")),
  ]);
  test.register("ann");
  const { network } = test.core;
  const user = network.findUser("ann");
  const context = { network, user } as unknown as UserContext;
  const refusal = (...params: string[]) =>
    refusalOf(context, "founder", params);
  assertEquals(refusal("#ann"), "You must log in to an account first.");
  test.logIn("ann", "Bob");
  assertEquals(refusal("#ann"), "Only the founder of #Ann may do that.");
  assertEquals(refusal("#none"), "The channel #none is not registered.");
  test.logIn("ann", "alice");
  assertEquals(refusal("#ann"), null);
  assertEquals(refusal(), null);
});
