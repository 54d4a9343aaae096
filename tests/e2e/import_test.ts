import { assert, assertEquals, assertMatch } from "@std/assert";
import { encodeBase64 } from "@std/encoding/base64";
import { dumpOf } from "../support/dumps.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import { run } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";

const CONFIG = `
[server]
port = 0
`;

const FILES = {
  "ircd.toml": CONFIG,
  "anope.db": dumpOf("anope"),
  "services.db": dumpOf("atheme"),
  "damaged.db": dumpOf("anope").replace("DATA founder Ann", "DATE founder Ann"),
};

function flagsFor(folder: string): string[] {
  return ["--config", `${folder}/ircd.toml`, "--data", `${folder}/data`];
}

const COUNTS = "0 requests for vhosts, 0 offers of vhosts, 2 bans, " +
  "0 users always on, 0 addresses that had mail, " +
  "0 accounts with push devices, 0 push keys imported";

forEachProgram(
  "who had an account with Anope logs in with its password, and has the channel",
  (program) =>
    withFolder(FILES, async (folder) => {
      const flags = ["import", `${folder}/anope.db`, ...flagsFor(folder)];
      const { code, errors, output } = await run(program, { flags });
      assertEquals({ code, errors }, { code: 0, errors: "" });
      assertEquals(output.trimEnd().split("\n").slice(-2), [
        "left out: passwords that cannot be checked here (1): SENDPASS mails " +
        "a code for a new one where there is an address (0), SAPASSWD sets " +
        "one (1)",
        `3 accounts, 2 channels, 0 unregistered channels, 1 purged channel, ${COUNTS}`,
      ]);
      await using server = await ServerProcess.start(program, {
        flags: flagsFor(folder),
      });
      const ann = await server.connect();
      await ann.send("CAP REQ sasl", "NICK ann_away", "USER ann 0 * :Ann");
      const password = "jKOBBtCvr9CbulQyhyHy3lUEPoRp0WtX";
      await ann.send("AUTHENTICATE PLAIN");
      await ann.until(/^AUTHENTICATE \+$/);
      await ann.send(`AUTHENTICATE ${encodeBase64(`\0ann\0${password}`)}`);
      await ann.until(/ 900 .* Ann :/);
      await ann.send("CAP END", "JOIN #cats");
      const lines = await ann.until(/ 366 /);
      assert(lines.some((line) => / 353 .*~ann_away/.test(line)));
      assert(lines.some((line) => / 332 .*:Cats {2}and more cats$/.test(line)));
      assert(lines.some((line) => /@cats\.are\.great JOIN/.test(line)));
      const { output: kept } = await run(program, {
        flags: ["export", ...flagsFor(folder)],
      });
      assertMatch(kept, /"name":"Ann".*"passwordHash":"\$scrypt\$/);
    }),
);

forEachProgram(
  "the database of Atheme is known as such, and what is there already stays",
  (program) =>
    withFolder(FILES, async (folder) => {
      const flags = ["import", `${folder}/services.db`, ...flagsFor(folder)];
      const first = await run(program, { flags });
      assertMatch(
        first.output,
        /^3 accounts, 2 channels, 0 unregistered .*, 2 bans/m,
      );
      const again = await run(program, { flags });
      assertEquals(again.code, 0);
      const lines = again.output.split("\n");
      assert(
        lines.includes("left out: the channel #Cats: it is registered here"),
      );
      assertMatch(again.output, /^0 accounts, 0 channels, .* 0 bans, /m);
    }),
);

forEachProgram(
  "a damaged dump, or one that is said to be another, is taken in not at all",
  (program) =>
    withFolder(FILES, async (folder) => {
      const damaged = `${folder}/damaged.db`;
      const flags = ["import", damaged, ...flagsFor(folder)];
      const line = FILES["damaged.db"].split("\n").indexOf("DATE founder Ann");
      assertEquals(await run(program, { flags }), {
        code: 1,
        output: "",
        errors: `ircd: ${damaged}:${line + 1}: it is neither DATA nor END\n`,
      });
      const path = `${folder}/anope.db`;
      for (
        const [from, error] of [
          ["atheme", `${path}:1: no DBV says which version it is`],
          ["json", `${path} is not what \`ircd export\` prints`],
        ]
      ) {
        const flags = ["import", path, "--from", from, ...flagsFor(folder)];
        const { code, errors } = await run(program, { flags });
        assertEquals([code, errors], [1, `ircd: ${error}\n`]);
      }
      const kept = await run(program, {
        flags: ["export", ...flagsFor(folder)],
      });
      assertMatch(kept.errors, /^ircd: there is no /);
    }),
);
