import { assertEquals } from "@std/assert";
import { forEachProgram } from "../support/for_each.ts";
import { ServerProcess } from "../support/server_process.ts";

forEachProgram("--motd FILE is the message of the day", async (program) => {
  await withFile("Tea at five.\r\n\nGrüße\n", async (file) => {
    await using server = await ServerProcess.start(program, {
      flags: ["--port", "0", "--motd", file],
    });
    const client = await server.register("alice");
    await client.send("MOTD");
    assertEquals(await client.until(/ 376 /), [
      ":irc.localhost 375 alice :- irc.localhost Message of the day -",
      ":irc.localhost 372 alice :- Tea at five.",
      ":irc.localhost 372 alice :- ",
      ":irc.localhost 372 alice :- Grüße",
      ":irc.localhost 376 alice :End of /MOTD command",
    ]);
  });
});

forEachProgram(
  "--password-file FILE holds the password",
  async (program) => {
    await withFile("open sesame\n", async (file) => {
      await using server = await ServerProcess.start(program, {
        flags: ["--port", "0", "--password-file", file],
      });
      await assertPassword(server, "open sesame");
    });
  },
);

forEachProgram("IRCD_PASSWORD is the password", async (program) => {
  await using server = await ServerProcess.start(program, {
    env: { IRCD_PASSWORD: "open sesame" },
  });
  await assertPassword(server, "open sesame");
});

forEachProgram(
  "--password is the password, whatever IRCD_PASSWORD says",
  async (program) => {
    await using server = await ServerProcess.start(program, {
      flags: ["--port", "0", "--password", "secret"],
      env: { IRCD_PASSWORD: "open sesame" },
    });
    await assertPassword(server, "secret");
  },
);

async function assertPassword(
  server: ServerProcess,
  password: string,
): Promise<void> {
  for (const wrong of ["", `PASS :${password}x`, "PASS"]) {
    const client = await server.connect();
    await client.send(wrong, "NICK alice", "USER alice 0 * :Alice");
    const lines = await client.remaining();
    assertEquals(lines.slice(-2), [
      ":irc.localhost 464 alice :Password incorrect",
      "ERROR :Closing link: alice[127.0.0.1] (Password incorrect)",
    ]);
  }
  const client = await server.connect();
  await client.send(`PASS :${password}`);
  await client.register("alice");
}

async function withFile(
  text: string,
  test: (file: string) => Promise<void>,
): Promise<void> {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, text);
    await test(file);
  } finally {
    await Deno.remove(file);
  }
}
