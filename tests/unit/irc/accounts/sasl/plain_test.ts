import { assertEquals } from "@std/assert";
import { CIRCUMSTANCES, REFUSED } from "../../../../support/sasl.ts";
import { plain } from "../../../../../src/irc/accounts/sasl/plain.ts";

function respond(text: string) {
  const response = new TextEncoder().encode(text);
  return plain.respond(response, "", CIRCUMSTANCES);
}

Deno.test("PLAIN lets the client speak first", () => {
  assertEquals(plain.start(""), {
    kind: "challenge",
    bytes: new Uint8Array(),
    state: "",
  });
});

for (const authorizedAs of ["", "alice", "ALICE"]) {
  Deno.test(`PLAIN takes an account and its password, authorized as "${authorizedAs}"`, () => {
    assertEquals(respond(`${authorizedAs}\0alice\0open sesame`), {
      kind: "password",
      account: "alice",
      device: null,
      password: "open sesame",
    });
  });
}

Deno.test("PLAIN leaves what was typed as it is: the shell makes one form of a password", () => {
  assertEquals(respond("\0zoe\u0308\0e\u0301"), {
    kind: "password",
    account: "zoe\u0308",
    device: null,
    password: "e\u0301",
  });
});

Deno.test("PLAIN keeps a byte order mark, which is part of the name", () => {
  assertEquals(respond("\ufeffalice\0alice\0sesame"), REFUSED);
});

for (
  const [what, text] of [
    ["another account to act as", "bob\0alice\0sesame"],
    ["no account", "\0\0sesame"],
    ["only an account to act as", "alice\0\0sesame"],
    ["no password", "\0alice\0"],
    ["one NUL", "alice\0sesame"],
    ["three NULs", "\0alice\0sesame\0"],
    ["a NUL in the password", "\0alice\0ses\0ame"],
    ["nothing", ""],
  ]
) {
  Deno.test(`PLAIN refuses ${what}`, () => {
    assertEquals(respond(text), REFUSED);
  });
}

for (
  const [what, bytes] of [
    ["bytes that are no UTF-8", [0x80]],
    ["half a character", [0xc3]],
    ["a character in too many bytes", [0xc1, 0xa1]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
  ] as const
) {
  Deno.test(`PLAIN refuses ${what}`, () => {
    const response = Uint8Array.of(0, 0x61, 0, ...bytes);
    assertEquals(plain.respond(response, "", CIRCUMSTANCES), REFUSED);
  });
}

for (const authorizedAs of ["", "Alice", "alice@phone", "alice@other"]) {
  Deno.test(`PLAIN takes the device behind the account, authorized as "${authorizedAs}"`, () => {
    assertEquals(respond(`${authorizedAs}\0alice@Phone\0open`), {
      kind: "password",
      account: "alice",
      device: "phone",
      password: "open",
    });
  });
}

Deno.test("PLAIN lets nobody act as somebody else on whichever device", () => {
  assertEquals(respond("bob@phone\0alice@phone\0open"), REFUSED);
});
