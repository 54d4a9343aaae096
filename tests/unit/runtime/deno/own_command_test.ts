import { assertEquals } from "@std/assert";
import { RUN_FLAGS } from "../../../../src/runtime/deno/own_command.ts";

Deno.test("the sources are started anew as the Makefile starts them", () => {
  const makefile = Deno.readTextFileSync(
    new URL("../../../../Makefile", import.meta.url),
  );
  const valueOf = (name: string) =>
    new RegExp(`^${name} := (.+)$`, "m").exec(makefile)?.[1].split(" ") ?? [];
  assertEquals(
    [...RUN_FLAGS].sort(),
    ["--quiet", ...valueOf("V8_FLAGS"), ...valueOf("PERMISSIONS")].sort(),
  );
});
