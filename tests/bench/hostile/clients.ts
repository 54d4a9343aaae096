// A process of its own, beside the one that measures: those who flood, and those who only are there.
// It comes last where there is not processor enough for all, for on the Internet they have their own.

import { Buffer } from "node:buffer";
import process from "node:process";
import { Crowd, nicknames, settle, withCrowd } from "../client.ts";
import type { Connection, Door } from "../connection.ts";
import { sleep } from "../wait.ts";
import { type Flood, type FloodName, FLOODS } from "./floods.ts";
import { goLast } from "./priority.ts";

/** What the process is called with, as JSON. */
export interface HostileTask {
  /** Where all but stalled handshakes come in. */
  door: Door;
  /** Where handshakes are stalled. */
  tlsDoor: Door;
  flood: FloodName;
  flooders: number;
}

/** What it prints at its end, as JSON. */
export interface HostileReport {
  /** How often those who flood have connected. */
  connections: number;
  /** What they have sent. */
  megabytes: number;
  /** How many of the others are still there. */
  others: number;
}

const OTHERS = 250;
const MEMBERS = 50;
const WRITE_BYTES = 64 * 1024;
const TORN_WRITES = 64;
/** Handshakes that one client has stalled at any time, and how often it begins one: 500 times a second. */
const STALLED = 100;
const STALL_SECONDS = 0.002;
/** What is before the random bytes of a ClientHello: 512 bytes of it would follow. */
const HALF_HELLO = Buffer.from("16030102000100", "hex");
const RETRY_SECONDS = 0.001;

const report: HostileReport = { connections: 0, megabytes: 0, others: 0 };

/** Has them come in and take their places. */
async function gather(crowd: Crowd, { capabilities, members }: Flood) {
  const others = await crowd.registerAll(nicknames("o", OTHERS));
  // One after the other, for what one says to all of them must not be more than they may be sent.
  for (const member of others.slice(0, MEMBERS)) {
    if (members.length === 0) break;
    askFor(member, capabilities);
    member.send(...members);
    await settle([member]);
  }
  for (const other of others) other.discard();
}

function askFor(client: Connection, capabilities = ""): void {
  // Each by itself, for a server refuses all if it lacks one of them.
  for (const capability of capabilities.split(" ")) {
    if (capability !== "") client.send(`CAP REQ :${capability}`);
  }
}

/** Floods; who is cut off comes again at once. */
async function floodForEver(
  { door, tlsDoor }: HostileTask,
  flood: Flood,
  name: string,
): Promise<never> {
  const { lines } = flood;
  for (let nth = 0;; nth++) {
    try {
      await (lines === undefined
        // By itself a client of TLS would do its part of the handshake.
        ? withCrowd({ ...tlsDoor, way: "plain" }, stall)
        : withCrowd(door, (crowd) => {
          const nick = `${name}x${nth}`;
          return talk(crowd, flood, nick, lines(nick));
        }));
    } catch {
      await sleep(RETRY_SECONDS);
    }
  }
}

async function talk(
  crowd: Crowd,
  flood: Flood,
  nick: string,
  lines: readonly string[],
): Promise<void> {
  report.connections++;
  const client = await crowd.register(nick);
  askFor(client, flood.capabilities);
  if (flood.first !== undefined) client.send(...flood.first);
  client.discard();
  const text = lines.map((line) => `${line}\r\n`).join("");
  const bytes = Buffer.from(text.repeat(Math.ceil(WRITE_BYTES / text.length)));
  const length = flood.isTorn ? 1 : bytes.length;
  const writes = flood.isTorn ? TORN_WRITES : 1;
  let at = 0;
  while (!crowd.isClosed) {
    for (let nth = 0; nth < writes && !client.isFull; nth++) {
      client.write(bytes.subarray(at, at + length));
      report.megabytes += length / 1e6;
      at = (at + length) % bytes.length;
    }
    await (client.isFull ? sleep(RETRY_SECONDS) : nextTurn());
  }
}

/** Begins handshakes and lets them be: the oldest goes when there are too many. */
async function stall(crowd: Crowd): Promise<void> {
  const stalled: Connection[] = [];
  while (!crowd.isClosed) {
    report.connections++;
    const connection = await crowd.connect();
    connection.write(HALF_HELLO);
    stalled.push(connection);
    if (stalled.length > STALLED) stalled.shift()?.terminate();
    await sleep(STALL_SECONDS);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function main(task: HostileTask) {
  goLast();
  const flood: Flood = FLOODS[task.flood];
  const crowd = new Crowd(task.door);
  await Promise.race([gather(crowd, flood), crowd.failure]);
  process.stdin.once("data", () => {
    for (let nth = 0; nth < task.flooders; nth++) {
      floodForEver(task, flood, `f${nth}`);
    }
  });
  // The one that measures has read enough, or is gone.
  process.stdin.once("end", () => {
    report.others = crowd.size;
    console.log(JSON.stringify(report));
    process.exit(0);
  });
  console.log("ready");
}

if (import.meta.main) await main(JSON.parse(process.argv[2]));
