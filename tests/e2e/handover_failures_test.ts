import { assertEquals, assertMatch } from "@std/assert";
import { HANDOVER_FORMAT } from "../../src/server/handover_state.ts";
import { CONFIG, handoverTest, pause, upgrade } from "../support/handover.ts";
import { until } from "../support/within.ts";

handoverTest(
  "a process that cannot listen leaves all as it was, and no client hears of it",
  async (server, folder) => {
    const [ann, bob] = await server.channel("#a", "ann", "bob");
    using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    await Deno.writeTextFile(
      `${folder}/ircd.toml`,
      `${CONFIG}\n[[listen]]\nhost = "127.0.0.1"\nport = ${taken.addr.port}\n`,
    );
    await ann.write("PRIVMSG #a");
    server.signal("SIGUSR2");
    await until(
      5000,
      "it goes on",
      () => server.errors.includes("the new process has not started"),
    );
    await ann.write(" :hello\r\n");
    assertMatch(await bob.line(), / PRIVMSG #a :hello$/);
    await server.register("carl");
    assertMatch(server.errors, /cannot listen on 127\.0\.0\.1:\d+: /);
    await Deno.writeTextFile(`${folder}/ircd.toml`, CONFIG);
    server.errors = "";
    await upgrade(server);
    await ann.send("PRIVMSG #a :again");
    assertMatch(await bob.line(), / PRIVMSG #a :again$/);
  },
);

/** Programs that another may be replaced by, and that do not do what they should. */
const STRANGERS = {
  "says what nobody understands": "echo junk >&3; exec sleep 60",
  "dies with what it was handed":
    `echo '{"asks":"${HANDOVER_FORMAT}"}' >&3; read first <&3; read state <&3`,
};

for (const [what, script] of Object.entries(STRANGERS)) {
  handoverTest(
    `a program that ${what} leaves all as it was`,
    async (server, folder) => {
      const [ann, bob] = await server.channel("#a", "ann", "bob");
      const file = `${folder}/ircd`;
      await Deno.writeTextFile(`${file}.new`, `#!/bin/sh\n${script}\n`);
      await Deno.chmod(`${file}.new`, 0o755);
      await Deno.rename(`${file}.new`, file);
      server.signal("SIGUSR2");
      await ann.send("PRIVMSG #a :hello");
      await until(
        5000,
        "it goes on",
        () => server.errors.includes("the new process has not started"),
      );
      await ann.send("PRIVMSG #a :again");
      assertMatch(await bob.line(), / PRIVMSG #a :hello$/);
      assertMatch(await bob.line(), / PRIVMSG #a :again$/);
      await server.register("carl");
      server.errors = "";
    },
    { isCopied: true },
  );
}

/** Says what it has open, and lets all in, in its own time. */
const CHECK = `
[connections]
exempt = []

[check]
command = ["sh", "-c", "ls -l /proc/self/fd >> open-files; sleep 1; echo '{\\"result\\": \\"accept\\"}'"]
`;

handoverTest(
  "who is being checked is checked by the new process, and a program that does it has no connection of ours",
  async (server, folder) => {
    const client = await server.connect();
    await client.send("NICK ann", "USER ann 0 * :ann");
    await pause(300);
    await upgrade(server);
    await client.until(/ 422 /);
    const open = await Deno.readTextFile(`${folder}/open-files`);
    const ofEach = open.split(/^total.*$/m).slice(1);
    assertEquals(ofEach.length, 2);
    for (const files of ofEach) {
      const sockets = files.match(/ \d+ -> socket:/g) ?? [];
      // Its input and output may be sockets.
      assertEquals(sockets.filter((text) => !/ [012] ->/.test(text)), []);
    }
  },
  { more: CHECK },
);
