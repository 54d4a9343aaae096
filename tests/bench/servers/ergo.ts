import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { HOST } from "../connection.ts";
import {
  commandFrom,
  findProgram,
  firstLine,
  makeCertificate,
} from "./programs.ts";
import {
  ALL_WAYS,
  type Limits,
  type Place,
  type Server,
  SERVER_NAME,
} from "./server.ts";

/**
 * Ergo, which is seldom packaged: `ERGO` names its executable where it is not on PATH.
 *
 * @param hasHistory in memory, as shipped; by default only with the limits as shipped, as others have none
 */
export function findErgo(
  name: string,
  limits: Limits,
  hasHistory = limits === "stock",
): Server | string {
  const [asked = "ergo"] = commandFrom("ERGO") ?? [];
  const program = findProgram(asked);
  if (program === undefined) return `no program ${asked}, and ERGO names none`;
  return {
    name,
    title: hasHistory ? "Ergo, history in memory" : "Ergo",
    version: firstLine(program, "--version"),
    ways: ALL_WAYS,
    hasAccounts: true,
    hasHistory,
    launch: (place) => {
      const { folder } = place;
      const file = path.join(folder, "ircd.yaml");
      fs.writeFileSync(path.join(folder, "motd.txt"), "Benchmark\n");
      makeCertificate(folder);
      // What is JSON is YAML.
      const text = JSON.stringify(configuration(place, limits, hasHistory));
      fs.writeFileSync(file, text);
      spawnSync(program, ["initdb", "--conf", file, "--quiet"], {
        cwd: folder,
      });
      return [program, "run", "--conf", file];
    },
  };
}

/** As in its `default.yaml`. */
const STOCK = {
  "max-sendq": "96k",
  fakelag: {
    enabled: true,
    window: "1s",
    "burst-limit": 5,
    "messages-per-window": 2,
    cooldown: "2s",
    "command-budgets": { CHATHISTORY: 16, MARKREAD: 16, MONITOR: 1, WHO: 4 },
  },
  history: {
    enabled: true,
    "channel-length": 2048,
    "client-length": 256,
    "autoresize-window": "3d",
    "chathistory-maxmessages": 1000,
    "znc-maxmessages": 2048,
    restrictions: { "expire-time": "1w" },
  },
};

const OFF: typeof STOCK = {
  ...STOCK,
  "max-sendq": "10m",
  fakelag: { ...STOCK.fakelag, enabled: false },
};

function configuration(
  { folder, port, tlsPort, websocketPort }: Place,
  limits: Limits,
  hasHistory: boolean,
) {
  const { fakelag, history: rules, ...rest } = limits === "off" ? OFF : STOCK;
  const history = { ...rules, enabled: hasHistory };
  const tls = { cert: `${folder}/cert.pem`, key: `${folder}/key.pem` };
  return {
    network: { name: "Bench" },
    server: {
      ...rest,
      name: SERVER_NAME,
      listeners: {
        [`${HOST}:${port}`]: {},
        [`${HOST}:${websocketPort}`]: { websocket: true },
        [`${HOST}:${tlsPort}`]: { tls },
      },
      casemapping: "ascii",
      "enforce-utf8": true,
      "lookup-hostnames": false,
      "check-ident": false,
      motd: `${folder}/motd.txt`,
      compatibility: { "force-trailing": true, "allow-truncation": false },
      // As shipped, nothing of it holds for loopback.
      "ip-limits": { count: false, throttle: false },
      "ip-cloaking": {
        enabled: true,
        netname: "irc",
        "cidr-len-ipv4": 32,
        "cidr-len-ipv6": 64,
        "num-bits": 64,
      },
    },
    accounts: {
      "authentication-enabled": true,
      // As shipped.
      registration: { enabled: true, "bcrypt-cost": 4 },
      "nick-reservation": { enabled: true, method: "strict" },
      multiclient: { enabled: true, "allowed-by-default": true },
      "default-user-modes": "+i",
    },
    channels: {
      "default-modes": "+nt",
      "max-channels-per-client": 100,
      registration: { enabled: true },
    },
    logging: [{ method: "stderr", type: "server", level: "error" }],
    "lock-file": "ircd.lock",
    datastore: { path: `${folder}/ircd.db` },
    languages: { enabled: false },
    limits: {
      nicklen: 32,
      identlen: 20,
      channellen: 64,
      awaylen: 390,
      kicklen: 390,
      topiclen: 390,
      "monitor-entries": 100,
      "whowas-entries": 100,
      "chan-list-modes": 60,
      "registration-messages": 1024,
      multiline: { "max-bytes": 4096, "max-lines": 100 },
    },
    fakelag,
    history,
  };
}
