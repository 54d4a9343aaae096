import { assert, assertEquals, assertMatch } from "@std/assert";
import { copyOfHistory } from "../../src/store/history/inspecting.ts";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { type Program, run } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";
import { until } from "../support/within.ts";
import { TRUSTING } from "../support/trusting.ts";

const FILES = { "ircd.toml": `[server]\nport = 0\n${TRUSTING}` };

function flagsFor(folder: string): string[] {
  return ["--config", `${folder}/ircd.toml`, "--data", `${folder}/data`];
}

async function start(
  program: Program,
  folder: string,
): Promise<ServerProcess> {
  return await ServerProcess.start(program, { flags: flagsFor(folder) });
}

/** A member of #tea, which is registered, with the capabilities of who reads what was said. */
async function member(
  server: ServerProcess,
  login: "REGISTER" | "IDENTIFY",
): Promise<SocketClient> {
  // Nobody has the nickname of an account without logging in.
  const ann = await server.register(login === "REGISTER" ? "ann" : "bob");
  await ann.send("CAP REQ :batch draft/chathistory server-time message-tags");
  await ann.send(
    `NS ${login} ${login === "REGISTER" ? "" : "ann "}sesame-street`,
  );
  await ann.until(/ 900 /);
  await ann.send("JOIN #tea");
  await ann.until(/ 366 /);
  if (login === "REGISTER") {
    await ann.send("CS REGISTER #tea");
    await ann.until(/ MODE #tea .*r/);
  }
  return ann;
}

/** @returns what was said on #tea, as CHATHISTORY tells it */
async function history(ann: SocketClient): Promise<string[]> {
  await ann.send("CHATHISTORY LATEST #tea * 500");
  const lines = await ann.until(/ BATCH -/);
  return lines.flatMap((line) => / PRIVMSG #tea :?(.*)$/.exec(line)?.[1] ?? []);
}

async function say(ann: SocketClient, from: number, to: number): Promise<void> {
  for (let count = from; count < to; count++) {
    await ann.send(`PRIVMSG #tea m${count}`);
  }
  await ann.settle();
}

function texts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `m${index}`);
}

forEachProgram(
  "what was said a tenth of a second before kill -9 is there again",
  (program) =>
    withFolder(FILES, async (folder) => {
      {
        const server = await start(program, folder);
        const ann = await member(server, "REGISTER");
        await say(ann, 0, 200);
        await new Promise((resolve) => setTimeout(resolve, 100));
        server.signal("SIGKILL");
        await server.ended();
        ann.close();
      }
      await using server = await start(program, folder);
      const ann = await member(server, "IDENTIFY");
      assertEquals(await history(ann), texts(200));
    }),
);

forEachProgram(
  "SEARCH and HistServ find what was said just now",
  (program) =>
    withFolder(FILES, async (folder) => {
      await using server = await start(program, folder);
      const ann = await member(server, "REGISTER");
      await ann.send("CAP REQ soju.im/search");
      await say(ann, 0, 20);
      await ann.send("SEARCH in=#tea;text=m1*;limit=3");
      const lines = await ann.until(/ BATCH -/);
      const found = lines.flatMap((line) =>
        / PRIVMSG #tea :?(.*)$/.exec(line)?.[1] ?? []
      );
      assertEquals(found, ["m17", "m18", "m19"]);
      await ann.send("HISTSERV SEARCH m7");
      const answer = await ann.until(/That is all/);
      assertMatch(answer.join(), /#tea <ann> m7 /);
    }),
);

forEachProgram(
  "what was said until the server stops is there again, and in a copy, and all is in order",
  (program) =>
    withFolder(FILES, async (folder) => {
      {
        await using server = await start(program, folder);
        await say(await member(server, "REGISTER"), 0, 20);
        server.signal("SIGTERM");
        await server.ended();
      }
      await using server = await start(program, folder);
      const ann = await member(server, "IDENTIFY");
      assertEquals(await history(ann), texts(20));
      Deno.mkdirSync(`${folder}/copy`);
      const copy = `${folder}/copy/ircd.db`;
      const flags = flagsFor(folder);
      assertEquals(
        await run(program, { flags: ["backup", copy, ...flags] }),
        { code: 0, output: "", errors: "" },
      );
      Deno.renameSync(copyOfHistory(copy), `${folder}/copy/history.db`);
      const check = ["check-data", "--data", `${folder}/copy`];
      const { code, output } = await run(program, { flags: check });
      assertEquals(code, 0);
      assertMatch(
        output,
        /history\.db is in order: \d+ events in 1 conversation\n/,
      );
      Deno.writeTextFileSync(`${folder}/copy/history.db`, "x".repeat(9000));
      const damaged = await run(program, { flags: check });
      assertEquals(damaged.code, 1);
      assertMatch(
        damaged.errors,
        /history\.db cannot be read: file is not a database/,
      );
    }),
);

forEachProgram(
  "a copy of a running server has what was said a tenth of a second before",
  (program) =>
    withFolder(FILES, async (folder) => {
      Deno.mkdirSync(`${folder}/copied/data`, { recursive: true });
      const copy = `${folder}/copied/data/ircd.db`;
      {
        await using server = await start(program, folder);
        const ann = await member(server, "REGISTER");
        await say(ann, 0, 200);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const flags = ["backup", copy, ...flagsFor(folder)];
        assertEquals(
          await run(program, { flags }),
          { code: 0, output: "", errors: "" },
        );
        await say(ann, 200, 20);
        ann.close();
      }
      Deno.renameSync(
        copyOfHistory(copy),
        `${folder}/copied/data/history.db`,
      );
      Deno.copyFileSync(`${folder}/ircd.toml`, `${folder}/copied/ircd.toml`);
      await using server = await start(program, `${folder}/copied`);
      const ann = await member(server, "IDENTIFY");
      assertEquals(await history(ann), texts(200));
    }),
);

forEachProgram(
  "a process that takes over has what was said before",
  (program) =>
    withFolder(FILES, async (folder) => {
      await using server = await start(program, folder);
      await say(await member(server, "REGISTER"), 0, 20);
      server.signal("SIGUSR2");
      const taken = / process (\d+) has taken over/;
      await until(10_000, "a process takes over", () =>
        taken.test(server.errors));
      const pid = Number(taken.exec(server.errors)?.[1]);
      try {
        const again = await server.connect();
        await again.register("bob");
        await again.send(
          "CAP REQ :batch draft/chathistory server-time message-tags",
        );
        await again.send("NS IDENTIFY ann sesame-street", "JOIN #tea");
        await again.until(/ 366 /);
        assertEquals(await history(again), texts(20));
        await say(again, 20, 30);
        assertEquals(await history(again), texts(30));
      } finally {
        Deno.kill(pid, "SIGTERM");
      }
      await server.ended();
      assert(!/history/.test(server.errors), server.errors);
    }),
);
