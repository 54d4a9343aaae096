// A process of its own, beside the one that measures: many clients that come back all at once.

import process from "node:process";
import { type Crowd, nicknames, settle, withCrowd } from "./client.ts";
import type { Connection, Door } from "./connection.ts";

/** What the process is called with, as JSON. */
export interface ReturningTask {
  door: Door;
  clients: number;
  /** Channels of each client. */
  channels: number;
  /** Messages that each asks for of each channel. */
  page: number;
}

/** What it prints at its end, as JSON. */
export interface ReturningReport {
  /** Seconds until the last has all that it has asked for. */
  seconds: number;
  /** How many messages they have got, in millions. */
  messages: number;
}

const MEMBERS = 100;
/** As many as a client may be on. */
const CHANNELS_OF_ONE = 100;
const BODY = "x".repeat(60);
const CAPABILITIES = "batch draft/chathistory message-tags server-time";

/** Has channels in which much was said, and somebody on each of them. */
async function talk(crowd: Crowd, task: ReturningTask): Promise<string[]> {
  const count = Math.ceil(task.clients * task.channels / MEMBERS);
  const channels = Array.from({ length: count }, (_none, nth) => `#c${nth}`);
  for (let from = 0; from < count; from += CHANNELS_OF_ONE) {
    const own = channels.slice(from, from + CHANNELS_OF_ONE);
    const keeper = await crowd.register(`keeper${from}`);
    for (const channel of own) keeper.send(`JOIN ${channel}`);
    for (const channel of own) {
      for (let nth = 0; nth < task.page; nth++) {
        keeper.send(`PRIVMSG ${channel} :${BODY}`);
      }
      await settle([keeper]);
    }
    keeper.discard();
  }
  return channels;
}

/** Comes back: registers, joins, and reads what was said everywhere. Returns how many messages. */
async function comeBack(
  client: Connection,
  nick: string,
  channels: string[],
  page: number,
): Promise<number> {
  client.send(
    "CAP LS 302",
    `NICK ${nick}`,
    "USER bench 0 * :bench",
    `CAP REQ :${CAPABILITIES}`,
    "CAP END",
  );
  await client.waitFor(/ (?:376|422) [^\n]*\n/);
  client.send(
    `JOIN ${channels.join()}`,
    ...channels.map((channel) => `CHATHISTORY LATEST ${channel} * ${page}`),
  );
  let messages = 0;
  for (const _channel of channels) {
    const text = await client.waitFor(/ BATCH -\S+\r?\n/);
    messages += text.split(" PRIVMSG #").length - 1;
  }
  client.discard();
  return messages;
}

async function main(task: ReturningTask): Promise<never> {
  return await withCrowd(task.door, async (crowd) => {
    const channels = await talk(crowd, task);
    const begun = new Promise((resolve) => process.stdin.once("data", resolve));
    console.log("ready");
    await begun;
    const begin = performance.now();
    const counts = await Promise.all(
      nicknames("r", task.clients).map(async (nick, nth) => {
        const own = Array.from(
          { length: task.channels },
          (_none, step) =>
            channels[(nth * task.channels + step) % channels.length],
        );
        return comeBack(await crowd.connect(), nick, own, task.page);
      }),
    );
    const report: ReturningReport = {
      seconds: (performance.now() - begin) / 1000,
      messages: counts.reduce((sum, count) => sum + count, 0) / 1e6,
    };
    console.log(JSON.stringify(report));
    process.exit(0);
  });
}

if (import.meta.main) await main(JSON.parse(process.argv[2]));
