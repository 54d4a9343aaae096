import { assertEquals, assertMatch } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { run } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";

const CONFIG = `
[server]
host = "127.0.0.1"
port = 0

[metrics]
port = 0

[rates]
aways = 1
`;

async function withConfig(
  text: string,
  test: (flags: string[]) => Promise<void>,
): Promise<void> {
  const file = await Deno.makeTempFile({ suffix: ".toml" });
  try {
    await Deno.writeTextFile(file, text);
    await test(["--config", file]);
  } finally {
    await Deno.remove(file);
  }
}

forEachProgram(
  "metrics are on this machine alone, and add up",
  (program) =>
    withConfig(CONFIG, async (flags) => {
      const options = { flags, listeners: 2 };
      await using server = await ServerProcess.start(program, options);
      const [, address] =
        / listens on (127.0.0.1:\d+) for metrics\n/.exec(server.announcement) ??
          [];
      const place = `http://${address}`;
      const [alice, bob] = await server.channel("#a", "alice", "bob");
      await alice.send("PRIVMSG #a :1");
      await alice.send("AWAY :1", "AWAY :2", "AWAY :3");
      await alice.settle();
      await bob.settle();
      const found = await fetch(`${place}/metrics`);
      assertEquals(found.status, 200);
      const text = await found.text();
      assertMatch(text, /^ircd_users 2$/m);
      assertMatch(
        text,
        /^ircd_connections{transport="tcp",secure="false"} 2$/m,
      );
      assertMatch(text, /^ircd_refusals_total{limit="aways"} 2$/m);
      assertMatch(text, /^ircd_commands_total{command="PRIVMSG"} 1$/m);
      assertMatch(text, /^ircd_turn_seconds_count [1-9]\d*$/m);
      assertMatch(text, /^process_resident_memory_bytes [1-9]\d{6,}$/m);
      assertMatch(text, new RegExp(`runtime="${program.runtime} \\d`));
      assertEquals(/alice|127\.0\.0\.1|#a/.exec(text), null);
      for (const path of ["healthz", "readyz"]) {
        const { body, status } = await fetch(`${place}/${path}`);
        await body?.cancel();
        assertEquals(status, 200, path);
      }
    }),
);

forEachProgram("a port for metrics that is in use is said", async (program) => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const config = `[server]\nport = 0\n[metrics]\nport = ${taken.addr.port}\n`;
  await withConfig(config, async (flags) => {
    const { code, errors, output } = await run(program, { flags });
    const place = `127.0.0.1:${taken.addr.port}`;
    const said = `ircd: cannot listen on ${place}: the port is in use\n`;
    assertEquals({ code, errors, output }, {
      code: 1,
      errors: said,
      output: "",
    });
  });
});
