import { assert, assertEquals, assertMatch } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { recordsFile } from "../../src/store/data_folder.ts";
import { forEachProgram } from "../support/for_each.ts";
import { withFolder } from "../support/folder.ts";
import { type Program, run } from "../support/program.ts";
import { ServerProcess } from "../support/server_process.ts";
import type { SocketClient } from "../support/socket_client.ts";
import { until } from "../support/within.ts";
import { TRUSTING } from "../support/trusting.ts";

const CONFIG = `
[server]
port = 0

[[class]]
name = "admin"
privileges = ["ban", "die"]

[[operator]]
name = "root"
password = "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$+6p/uCNzU/pcgC5MpZg6K99z+XaoQ9DA8H6csCx+i0Q"
class = "admin"
${TRUSTING}`;

const FILES = { "ircd.toml": CONFIG };

/** A server whose data is in a folder, and one who may ban. */
async function start(
  program: Program,
  folder: string,
): Promise<ServerProcess> {
  return await ServerProcess.start(program, { flags: flagsFor(folder) });
}

function flagsFor(folder: string): string[] {
  return ["--config", `${folder}/ircd.toml`, "--data", `${folder}/data`];
}

/** A client that is told of each ban once it is kept. */
async function operator(server: ServerProcess): Promise<SocketClient> {
  const root = await server.register("root");
  await root.send("OPER root sécret");
  await root.until(/ 381 /);
  await root.send("MODE root +s");
  await root.settle();
  return root;
}

/** @returns what is kept, as `ircd export` prints it */
async function exported(program: Program, folder: string): Promise<string> {
  const flags = ["export", ...flagsFor(folder)];
  const { code, errors, output } = await run(program, { flags });
  assertEquals({ code, errors }, { code: 0, errors: "" });
  return output;
}

forEachProgram(
  "without flags data is kept in ./ircd-data, which is made",
  (program) =>
    withFolder({}, async (folder) => {
      const options = { folder, keepsData: true };
      {
        await using _server = await ServerProcess.start(program, options);
      }
      const names = [...Deno.readDirSync(`${folder}/ircd-data`)];
      const files = names.map(({ name }) => name).sort();
      assertEquals(files, ["cloak-key", "history.db", "ircd.db", "ircd.lock"]);
    }),
);

forEachProgram(
  "where systemd has a folder for it, data is kept there",
  (program) =>
    withFolder({}, async (folder) => {
      const env = { STATE_DIRECTORY: `${folder}/state` };
      const options = { folder, keepsData: true, env };
      await using _server = await ServerProcess.start(program, options);
      assert(Deno.statSync(`${folder}/state/ircd.db`).isFile);
    }),
);

forEachProgram(
  "RESTART reads what was kept, and DIE leaves it",
  (program) =>
    withFolder(FILES, async (folder) => {
      await using server = await start(program, folder);
      const root = await operator(server);
      await root.send("KLINE *@192.0.2.1 :spam");
      await root.until(/ NOTICE .*K-line of \*@192\.0\.2\.1/);
      await root.send("DIE");
      await server.ended();
      assertMatch(await exported(program, folder), /"K \*@192\.0\.2\.1\/32"/);
    }),
);

forEachProgram(
  "a folder that cannot be written is one line, and the status is 1",
  async (program) => {
    const flags = ["--port", "0", "--data", "/proc/ircd"];
    const { code, errors, output } = await run(program, { flags });
    assertEquals({ code, output }, { code: 1, output: "" });
    const line = /^ircd: the data folder \/proc\/ircd cannot be written: .+\n$/;
    assertMatch(errors, line);
  },
);

forEachProgram(
  "a file that cannot be written is one line, and the status is 1",
  (program) =>
    withFolder(FILES, async (folder) => {
      Deno.mkdirSync(`${folder}/data/ircd.db`, { recursive: true });
      const flags = flagsFor(folder);
      const { code, errors, output } = await run(program, { flags });
      assertEquals({ code, output }, { code: 1, output: "" });
      assertMatch(errors, /^ircd: .*data\/ircd\.db cannot be .+\n$/);
    }),
);

forEachProgram(
  "a folder that another server uses is one line, and the status is 1",
  (program) =>
    withFolder(FILES, async (folder) => {
      await using server = await start(program, folder);
      const flags = flagsFor(folder);
      const { code, errors, output } = await run(program, { flags });
      assertEquals({ code, output }, { code: 1, output: "" });
      const where = `${folder}/data`;
      assertEquals(
        errors,
        `ircd: another ircd keeps its data in ${where} (see --data)\n`,
      );
      await server.register("ann");
    }),
);

forEachProgram(
  "bans of the file that there was are taken in once",
  (program) => {
    const ban = {
      kind: "K",
      mask: "*@198.51.100.7/32",
      reason: "spam",
      setBy: "root",
      setAt: 1,
      expiresAt: null,
    };
    const files = { ...FILES, "bans.json": JSON.stringify([ban]) };
    return withFolder(files, async (folder) => {
      {
        await using server = await start(program, folder);
        const root = await operator(server);
        await root.send("UNKLINE *@198.51.100.7");
        await root.until(/ NOTICE .*removed the K-line/);
      }
      await using server = await start(program, folder);
      const root = await operator(server);
      await root.send("STATS k");
      const lines = await root.until(/ 219 /);
      assertEquals(lines.filter((line) => / 216 /.test(line)), []);
    });
  },
);

/** Sets a ban, and waits until that is told. */
async function ban(root: SocketClient, mask: string): Promise<void> {
  await root.send(`KLINE ${mask} :spam`);
  await root.until(/ NOTICE .* set a K-line of /);
}

forEachProgram(
  "a process that takes over has what was kept, and keeps what comes",
  (program) =>
    withFolder(FILES, async (folder) => {
      await using server = await start(program, folder);
      await ban(await operator(server), "*@192.0.2.1");
      server.signal("SIGUSR2");
      const taken = / process (\d+) has taken over/;
      const hasTaken = () => taken.test(server.errors);
      await until(10_000, "a process takes over", hasTaken);
      const pid = Number(taken.exec(server.errors)?.[1]);
      try {
        const root = await server.connect();
        await root.register("again");
        await root.send("OPER root sécret", "MODE again +s", "STATS k");
        const lines = await root.until(/ 219 /);
        assert(lines.some((line) => / 216 .*192\.0\.2\.1/.test(line)));
        await ban(root, "*@192.0.2.2");
      } finally {
        Deno.kill(pid, "SIGTERM");
      }
      await server.ended();
      const text = await exported(program, folder);
      assertEquals(text.match(/"K \*@192\.0\.2\.[12]/g)?.length, 2);
    }),
);

forEachProgram(
  "where no process comes to take over, the one that is there keeps what comes",
  (program) =>
    withFolder(FILES, async (folder) => {
      await using server = await start(program, folder);
      const root = await operator(server);
      using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const metrics = `\n[metrics]\nport = ${taken.addr.port}\n`;
      await Deno.writeTextFile(`${folder}/ircd.toml`, CONFIG + metrics);
      server.signal("SIGUSR2");
      await root.until(/ NOTICE .*has not started; this one goes on/);
      await ban(root, "*@192.0.2.1");
      assertMatch(await exported(program, folder), /"K \*@192\.0\.2\.1/);
    }),
);

forEachProgram(
  "a copy that is made while bans are set has all that was told before, and is whole",
  (program) =>
    withFolder(FILES, async (folder) => {
      await using server = await start(program, folder);
      const root = await operator(server);
      await root.send("KLINE *@192.0.2.1 :before");
      await root.until(/ NOTICE .*192\.0\.2\.1/);
      let isOver = false;
      const setting = (async () => {
        for (let count = 0; !isOver; count++) {
          await root.send(`KLINE *@198.51.100.${count % 250} :meanwhile`);
          await root.until(/ NOTICE .*K-line/);
        }
      })();
      const copies = `${folder}/copies`;
      Deno.mkdirSync(`${copies}/data`, { recursive: true });
      const copy = recordsFile(`${copies}/data`);
      const flags = ["backup", copy, ...flagsFor(folder)];
      const ended = await run(program, { flags });
      isOver = true;
      await setting;
      assertEquals(ended, { code: 0, output: "", errors: "" });
      await Deno.copyFile(`${folder}/ircd.toml`, `${copies}/ircd.toml`);
      assertMatch(await exported(program, copies), /before/);
      const check = ["check-data", ...flagsFor(copies)];
      const { code, output } = await run(program, { flags: check });
      assertEquals(code, 0);
      assertMatch(
        output,
        /data\/ircd\.db is in order: 0 accounts, .* bans?, 0 users always on, 0 addresses that had mail, 0 accounts with push devices, 1 push key\n/,
      );
      const again = await run(program, { flags });
      assertEquals(again.errors, `ircd: ${copy} is there already\n`);
    }),
);

forEachProgram(
  "what export has printed is imported by another server, but by none that runs",
  (program) =>
    withFolder(FILES, async (folder) => {
      const copy = `${folder}/copy.json`;
      await using server = await start(program, folder);
      const root = await operator(server);
      await root.send("KLINE *@192.0.2.1 :one", "DLINE 192.0.2.2 :two");
      await root.until(/ NOTICE .*D-line/);
      const text = await exported(program, folder);
      await Deno.writeTextFile(copy, text);
      const flags = ["import", copy, ...flagsFor(folder)];
      const refused = await run(program, { flags });
      assertEquals(refused.code, 1);
      assertMatch(refused.errors, /^ircd: another ircd keeps its data in /);
      await server.stop();
      await Deno.remove(`${folder}/data`, { recursive: true });
      assertEquals(await run(program, { flags }), {
        code: 0,
        output:
          "0 accounts, 0 channels, 0 unregistered channels, 0 purged channels, 0 requests for vhosts, 0 offers of vhosts, 2 bans, 0 users always on, 0 addresses that had mail, 0 accounts with push devices, 1 push key imported\n",
        errors: "",
      });
      assertEquals(await exported(program, folder), text);
    }),
);

forEachProgram(
  "damaged records are named on lines of their own: by a start, by check-data, by export and by import",
  (program) =>
    withFolder(FILES, async (folder) => {
      const damaged = { kind: "account", key: "ann", value: { name: 1 } };
      const records = [damaged, { ...damaged, key: "bob" }];
      const copy = `${folder}/copy.json`;
      await Deno.writeTextFile(copy, JSON.stringify({ ircd: 1, records }));
      const outcome = async (...flags: string[]) =>
        await run(program, { flags: [...flags, ...flagsFor(folder)] });
      const imported = await outcome("import", copy);
      const faults = ["ann", "bob"].map((name) =>
        `the account ${name} is damaged: name must be string`
      );
      const named = (path: string) =>
        faults.map((fault) => `ircd: ${path}: ${fault}\n`).join("");
      assertEquals([imported.code, imported.errors], [1, named(copy)]);
      await Deno.writeTextFile(copy, JSON.stringify({ ircd: 1, records: [] }));
      assertEquals((await outcome("import", copy)).code, 0);
      const path = recordsFile(`${folder}/data`);
      spoil(path, ["ann", "bob"]);
      for (const flags of [[], ["check-data"], ["export"]]) {
        const { code, errors, output } = await outcome(...flags);
        assertEquals([code, output, errors], [1, "", named(path)]);
      }
    }),
);

/** Puts accounts into a database that are none. */
function spoil(path: string, names: readonly string[]): void {
  const db = new DatabaseSync(path);
  const insert = db.prepare(
    `INSERT INTO record (kind, key, value) VALUES ('account', ?, '{"name": 1}')`,
  );
  for (const name of names) insert.run(name);
  db.close();
}

/** How often the server is killed on each runtime, each time at another moment. */
const KILLS = 50;
const LONGEST_LIFE_MS = 40;
/** More than it can set in that time. */
const MANY = 600;

forEachProgram(
  `of what was told, nothing is lost by ${KILLS} times kill -9`,
  (program) =>
    withFolder(FILES, async (folder) => {
      const told: string[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        const server = await start(program, folder);
        const root = await operator(server);
        const masks = Array.from(
          { length: MANY },
          (_, index) => maskOf(kill * MANY + index),
        );
        await root.send(...masks.map((mask) => `KLINE ${mask} :x`));
        const life = Math.random() * LONGEST_LIFE_MS;
        setTimeout(() => server.signal("SIGKILL"), life);
        told.push(...await toldTo(root));
        await server.ended();
        const kept = masksIn(recordsFile(`${folder}/data`));
        assertEquals(told.filter((mask) => !kept.has(mask)), []);
      }
      // It was killed while it wrote, and not before or after.
      assert(told.length > KILLS && told.length < KILLS * MANY);
      const text = await exported(program, folder);
      assertEquals(told.filter((mask) => !text.includes(mask)), []);
    }),
);

function maskOf(count: number): string {
  return `*@10.${count >> 16}.${(count >> 8) & 255}.${count & 255}/32`;
}

/** @returns what a client is told that bans are against, until its connection breaks */
async function toldTo(client: SocketClient): Promise<string[]> {
  const masks: string[] = [];
  try {
    for (;;) {
      const [, mask] = / K-line of (\S+): x$/.exec(await client.line()) ?? [];
      if (mask !== undefined) masks.push(mask);
    }
  } catch {
    client.close();
    return masks;
  }
}

/** @returns what is in the file, once what was not finished is undone */
function masksIn(path: string): Set<string> {
  const db = new DatabaseSync(path);
  const rows = db.prepare("SELECT key FROM record WHERE kind = 'ban'").all();
  db.close();
  return new Set(rows.map(({ key }) => String(key).slice("K ".length)));
}
