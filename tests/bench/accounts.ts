// Measures what many accounts cost ours: to import them, to start with them, and in memory. It prints a table in
// Markdown.

import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import process from "node:process";
import { cleanUpAtExit, ServerProcess } from "./process.ts";
import { findServer } from "./servers.ts";
import type { Server } from "./servers/server.ts";
import { sleep } from "./wait.ts";

const ACCOUNTS = 100_000;
const CHANNELS = 10_000;
const SETTLE_SECONDS = 3;
const MS_A_SECOND = 1000;

/** What a server takes with some number of accounts. */
interface Costs {
  /** Seconds */
  importing: number;
  /** Seconds until it accepts connections */
  starting: number;
  residentMb: number;
}

async function main(): Promise<void> {
  const rows = [
    "| | import, s | start, s | resident memory, MB | KB an account |",
    "| --- | ---: | ---: | ---: | ---: |",
  ];
  for (const name of ["deno", "bun"]) {
    const server = findServer(name);
    if (typeof server === "string") throw new Error(server);
    const none = await costsOf(server, 0);
    const many = await costsOf(server, ACCOUNTS);
    const each = (many.residentMb - none.residentMb) * 1024 / ACCOUNTS;
    rows.push(
      row(`${server.title}, no accounts`, none),
      row(`${server.title}, ${ACCOUNTS} accounts`, many, each),
    );
  }
  console.log(rows.join("\n"));
}

function row(title: string, costs: Costs, each?: number): string {
  const { importing, residentMb, starting } = costs;
  return `| ${title} | ${importing.toFixed(1)} | ${starting.toFixed(2)} | ${
    residentMb.toFixed(0)
  } | ${each?.toFixed(2) ?? ""} |`;
}

async function costsOf(server: Server, accounts: number): Promise<Costs> {
  let [begun, imported] = [0, 0];
  const launch: Server["launch"] = (place) => {
    const [program, ...words] = server.launch(place);
    const file = path.join(place.folder, "anope.db");
    fs.writeFileSync(file, dump(accounts));
    const end = words.indexOf("--config");
    const args = [...words.slice(0, end), "import", file, "--from", "anope"];
    begun = performance.now();
    const { status, stderr } = spawnSync(program, args, {
      cwd: place.folder,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    imported = performance.now();
    return [program, ...words];
  };
  const running = await ServerProcess.start({ ...server, launch });
  try {
    const started = performance.now();
    await sleep(SETTLE_SECONDS);
    return {
      importing: (imported - begun) / MS_A_SECOND,
      starting: (started - imported) / MS_A_SECOND,
      residentMb: running.residentKb() / 1024,
    };
  } finally {
    await running.stop();
  }
}

/** A database of Anope: every account has a second nickname, and every tenth one a channel with three ranks. */
function dump(accounts: number): string {
  const objects: string[] = [];
  const add = (type: string, ...data: readonly string[]) => {
    objects.push(
      [`OBJECT ${type}`, ...data.map((each) => `DATA ${each}`), "END", ""]
        .join("\n"),
    );
  };
  // Far apart, so that none is easily taken for another.
  const name = (index: number) => `user${(index * 7919 + 100_000_007)}`;
  for (let index = 0; index < accounts; index++) {
    const own = name(index);
    add(
      "NickCore",
      `display ${own}`,
      "pass md5:5ebe2294ecd0e0f08eab7690d2a6ee69",
      `email ${own}@example.org`,
    );
    for (const nick of [own, `${own}_`]) {
      add(
        "NickAlias",
        `nick ${nick}`,
        `nc ${own}`,
        "time_registered 1500000000",
      );
    }
  }
  for (let index = 0; index < Math.min(CHANNELS, accounts); index++) {
    const channel = `#channel${index}`;
    add(
      "ChannelInfo",
      `name ${channel}`,
      `founder ${name(index * 10)}`,
      "time_registered 1500000000",
      "last_used 1600000000",
      `last_topic The topic of channel ${index}, of the usual length of one`,
      `last_topic_setter ${name(index * 10)}`,
      "last_topic_time 1500000000",
    );
    for (let rank = 1; rank <= 3; rank++) {
      add(
        "ChanAccess",
        "provider access/xop",
        `ci ${channel}`,
        `mask ${name(index * 10 + rank)}`,
        `creator ${name(index * 10)}`,
        "created 1500000000",
        "data AOP",
      );
    }
  }
  return objects.join("");
}

cleanUpAtExit();
await main();
process.exit(0);
