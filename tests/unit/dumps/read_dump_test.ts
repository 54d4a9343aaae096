import { assertEquals } from "@std/assert";
import { packageOf } from "../../../src/dumps/read_dump.ts";
import { dumpOf } from "../../support/dumps.ts";

Deno.test("a dump is known by what it begins with", () => {
  for (const name of ["anope", "atheme"] as const) {
    assertEquals(packageOf(dumpOf(name)), name);
  }
  assertEquals(packageOf("# Database file\n\nDBV 8\n"), "atheme");
  for (const text of ["", '{"ircd": 1}', "DBVERSION 1", "PK\x03\x04"]) {
    assertEquals(packageOf(text), null);
  }
});
