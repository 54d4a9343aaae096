import { assertEquals, assertMatch } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import type { Program } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";

/** A server of its own with a configuration. */
async function start(program: Program, text: string): Promise<ServerProcess> {
  const file = await Deno.makeTempFile({ suffix: ".toml" });
  try {
    await Deno.writeTextFile(file, `[server]\nport = 0\n${text}`);
    const flags = ["--config", file];
    return await ServerProcess.start(program, { flags });
  } finally {
    await Deno.remove(file);
  }
}

const LINK = "ERROR :Closing link: [127.0.0.1]";

forEachProgram(
  "who comes too often from one address is told so, and others still come",
  async (program) => {
    await using server = await start(
      program,
      "[connections]\nexempt = []\naddress = 2\n",
    );
    const alice = await server.register("alice", "127.0.0.1");
    await server.register("bob", "127.0.0.1");
    for (let count = 0; count < 20; count++) {
      const refused = await server.connect("127.0.0.1");
      const lines = await refused.remaining();
      assertEquals(lines.map((line) => line.replace("::ffff:", "")), [
        `${
          LINK.replace("::ffff:", "")
        } (Too many connections from your address)`,
      ]);
    }
    const carol = await server.register("carol", "::1");
    await carol.send("MONITOR + alice");
    await carol.until(/ 730 /);
    alice.close();
    await carol.until(/ 731 carol :alice$/);
    await server.register("dave", "127.0.0.1");
    assertEquals(server.errors, "");
  },
);

const CLOAK = /^[a-z2-7]{8}\.[a-z2-7]{8}\.[a-z2-7]{8}\.ip$/;

forEachProgram(
  "by itself the server shows nobody where the others are",
  async (program) => {
    await using server = await ServerProcess.start(program, {
      asItComes: true,
    });
    const watcher = await server.register("watcher", "::1");
    for (const [nick, address] of [["four", "127.0.0.1"], ["six", "::1"]]) {
      await server.register(nick, address);
      await watcher.send(`WHO ${nick} %h`);
      const line = (await watcher.until(/ 354 /)).at(-1) ?? "";
      assertMatch(line.split(" :")[1], CLOAK);
    }
  },
);
