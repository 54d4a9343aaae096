import { assertEquals } from "@std/assert";
import { hashPassword } from "../../src/config/passwords.ts";
import { withFolder } from "../support/folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import type { Program } from "../support/program.ts";
import { complaintsIn, ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";

const HASH = await hashPassword("open sesame");

const CONFIG = `
[server]
name = "irc.test"
port = 0
receive-queue = 4096
send-queue = 16384

[connections]
exempt = ["127.0.0.1"]

[users]
modes = ""

[[class]]
name = "admin"
privileges = ["kill", "ban", "flood"]

[[operator]]
name = "root"
password = "${HASH}"
class = "admin"
`;

/** A server with an operator who gets the notices of some letters. */
async function withOperator(
  program: Program,
  letters: string,
  test: (server: ServerProcess, root: SocketClient) => Promise<void>,
): Promise<void> {
  await withFolder({ "ircd.toml": CONFIG }, async (folder) => {
    const flags = ["--config", `${folder}/ircd.toml`];
    await using server = await ServerProcess.start(program, { flags });
    const root = await server.register("root", "127.0.0.1");
    await root.send("OPER root :open sesame");
    await root.until(/ 381 /);
    await root.send(`MODE root +s ${letters}`);
    await root.until(/ 008 /);
    await test(server, root);
    assertEquals(complaintsIn(server.errors), "");
  });
}

async function assertNotice(root: SocketClient, text: string): Promise<void> {
  assertEquals(await root.line(), `:irc.test NOTICE * :*** ${text}`);
}

forEachProgram(
  "operators are told who is cut off, for sending too much and for not reading",
  (program) =>
    withOperator(program, "f", async (server, root) => {
      const alice = await server.register("alice", "127.0.0.1");
      await alice.write("PRIVMSG nobody :x\r\n".repeat(200_000))
        .catch(() => {});
      await assertNotice(
        root,
        "alice!~alice@127.0.0.1 is cut off: Excess Flood",
      );
      await server.register("slow", "127.0.0.1");
      const line = `PRIVMSG slow :${"x".repeat(400)}\r\n`;
      const written = root.write(line.repeat(40_000)).catch(() => {});
      await root.until(
        /^:irc\.test NOTICE \* :\*\*\* slow!~slow@127\.0\.0\.1 is cut off: SendQ exceeded$/,
      );
      root.close();
      await written;
    }),
);

forEachProgram(
  "operators are told of what their letters name, as it happens",
  (program) =>
    withOperator(program, "cqokbn", async (server, root) => {
      const bob = await server.register("bob", "127.0.0.1");
      await assertNotice(root, "bob!~bob@127.0.0.1 has connected");
      await bob.send("NICK rob");
      await assertNotice(root, "bob!~bob@127.0.0.1 is now rob");
      await bob.send("OPER root wrong");
      await assertNotice(root, "Failed OPER as root by rob!~bob@127.0.0.1");
      await bob.send("QUIT :bye");
      await assertNotice(root, "rob!~bob@127.0.0.1 has quit: Quit: bye");
      await server.register("carol", "127.0.0.1");
      await assertNotice(root, "carol!~carol@127.0.0.1 has connected");
      await root.send("KILL carol :spam");
      await assertNotice(root, "root killed carol!~carol@127.0.0.1: spam");
      await assertNotice(
        root,
        "carol!~carol@127.0.0.1 has quit: Killed (root (spam))",
      );
      await root.send("KLINE *@192.0.2.1 :spam");
      await assertNotice(root, "root set a K-line of *@192.0.2.1/32: spam");
    }),
);
