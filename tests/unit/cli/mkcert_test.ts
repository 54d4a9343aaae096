import { assert, assertEquals } from "@std/assert";
import { readPair } from "../../../src/net/tls_certificates.ts";
import { MemoryProgram } from "../../support/memory_program.ts";
import type { MemoryRuntime } from "../../support/memory_runtime.ts";

async function follow(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<{ ending: string; runtime: MemoryRuntime }> {
  await using program = new MemoryProgram(["mkcert", ...args]);
  const { runtime } = program;
  for (const [path, text] of Object.entries(files)) program.write(path, text);
  await program.start();
  return { ending: await program.ended(), runtime };
}

Deno.test("mkcert writes a pair that can be used, for a year, and says how", async () => {
  const { ending, runtime } = await follow([]);
  assertEquals(ending, "exit 0");
  const files = { certificate: "cert.pem", key: "key.pem" };
  const pair = readPair(files, (path) => runtime.readTextFile(path));
  assertEquals(pair.names, ["localhost"]);
  assertEquals(
    new Date(pair.expiresAt).toISOString(),
    "2027-01-01T00:00:00.000Z",
  );
  assertEquals(runtime.printed, [
    "Try it: ircd --tls-port 6697 --tls-cert cert.pem --tls-key key.pem",
  ]);
});

Deno.test("mkcert takes names, and files for what it writes", async () => {
  const { runtime } = await follow([
    "irc.test",
    "192.0.2.1",
    "2001:db8::1",
    "*.irc.test",
    "--tls-cert",
    "c",
    "--tls-key",
    "k",
  ]);
  const files = { certificate: "c", key: "k" };
  const pair = readPair(files, (path) => runtime.readTextFile(path));
  assertEquals(pair.names, ["irc.test", "*.irc.test"]);
});

Deno.test("mkcert overwrites nothing", async () => {
  for (const file of ["cert.pem", "key.pem"]) {
    const { ending, runtime } = await follow([], { [file]: "mine" });
    assertEquals(ending, "exit 1");
    assertEquals(runtime.errors, [`ircd: ${file} is there already`]);
    assertEquals(runtime.files.get(file), "mine");
    assert(!runtime.files.has(file === "key.pem" ? "cert.pem" : "key.pem"));
  }
});

Deno.test("mkcert refuses what is no machine's name with 2", async () => {
  for (const name of ["two words", "a/b", "-x.", "é.test"]) {
    const { ending, runtime } = await follow(["--", name]);
    assertEquals(ending, "exit 2");
    assertEquals(runtime.errors, [`ircd: ${name} is no machine's name`]);
  }
});
