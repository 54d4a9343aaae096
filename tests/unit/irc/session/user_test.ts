import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../../../../src/irc/names/limits.ts";
import { TestNetwork } from "../../../support/test_network.ts";

/** What WHOIS says of a client that registers with this USER. */
function whoisAfter(user: string): string {
  const client = new TestNetwork().connect();
  client.send("NICK alice", user);
  return client.send("WHOIS alice")[0];
}

Deno.test("USER gives the username, with a tilde, and the real name", () => {
  assertEquals(
    whoisAfter("USER guest 0 * :Alice in Wonderland"),
    ":irc.test 311 alice alice ~guest 192.0.2.1 * :Alice in Wonderland",
  );
});

Deno.test("the second and third parameter are not looked at", () => {
  assertEquals(
    whoisAfter("USER guest tolmoon tolsun Alice"),
    ":irc.test 311 alice alice ~guest 192.0.2.1 * :Alice",
  );
});

Deno.test("a username does not hold what ends it in nick!user@host", () => {
  assertEquals(
    whoisAfter("USER ~a!b@c:d 0 * :Alice"),
    ":irc.test 311 alice alice ~abcd 192.0.2.1 * :Alice",
  );
});

Deno.test("a username is shortened to USERLEN, its tilde included", () => {
  const username = "u".repeat(DEFAULT_LIMITS.username - 1);
  assertEquals(
    whoisAfter(`USER ${username}more 0 * :Alice`),
    `:irc.test 311 alice alice ~${username} 192.0.2.1 * :Alice`,
  );
});

Deno.test("a real name is shortened, on a character boundary", () => {
  const characters = Math.floor((DEFAULT_LIMITS.realname - 1) / 2);
  assertEquals(
    whoisAfter(`USER guest 0 * :x${"é".repeat(characters + 1)}`),
    `:irc.test 311 alice alice ~guest 192.0.2.1 * :x${"é".repeat(characters)}`,
  );
});

Deno.test("an empty real name is refused with 461", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("USER guest 0 * :"), [
    ":irc.test 461 * USER :Not enough parameters",
  ]);
});

Deno.test("an empty username is refused with 461", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("USER :", "USER @! 0 * :Alice", "USER ~ 0 * :A"), [
    ":irc.test 461 * USER :Not enough parameters",
    ":irc.test 461 * USER :Not enough parameters",
    ":irc.test 461 * USER :Not enough parameters",
  ]);
});

Deno.test("USER with too few parameters is refused with 461", () => {
  const client = new TestNetwork().connect();
  client.take();
  assertEquals(client.send("USER", "USER alice 0 *"), [
    ":irc.test 461 * USER :Not enough parameters",
    ":irc.test 461 * USER :Not enough parameters",
  ]);
});

Deno.test("USER after registration is refused with 462", () => {
  assertEquals(new TestNetwork().register("alice").send("USER a 0 * :A"), [
    ":irc.test 462 alice :You may not reregister",
  ]);
});
