import { assertEquals, assertNotEquals } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { ServerProcess } from "../support/server_process.ts";

/** The host that others see of somebody on a server that is started for that. */
async function hiddenHost(
  program: Parameters<typeof ServerProcess.start>[0],
  flags: string[],
): Promise<string | undefined> {
  await using server = await ServerProcess.start(program, { flags });
  const ann = await server.connect();
  await ann.send("NICK ann", "USER ann 0 * :Ann", "MODE ann +x", "WHOIS ann");
  const lines = await ann.until(/ 318 /);
  const whois = lines.find((line) => / 311 /.test(line));
  return whois?.split(" ")[5];
}

forEachProgram(
  "hidden hosts are the same after a restart, and others with other data",
  (program) =>
    withFolder({}, async (folder) => {
      const flags = ["--port", "0", "--data", `${folder}/data`];
      const host = await hiddenHost(program, flags);
      assertNotEquals(host, undefined);
      assertEquals(await hiddenHost(program, flags), host);
      const others = ["--port", "0", "--data", `${folder}/others`];
      assertNotEquals(await hiddenHost(program, others), host);
      const { mode } = await Deno.stat(`${folder}/data/cloak-key`);
      assertEquals((mode ?? 0) & 0o777, 0o600);
      await Deno.writeTextFile(`${folder}/data/cloak-key`, "half\n");
      const next = await hiddenHost(program, flags);
      assertNotEquals(next, host);
      assertEquals(await hiddenHost(program, flags), next);
    }),
);
