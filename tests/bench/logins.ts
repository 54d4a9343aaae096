import { Buffer } from "node:buffer";
import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { withCrowd } from "./client.ts";
import { repeat } from "./connections.ts";
import type { Connection } from "./connection.ts";
import type { Figures, Timing } from "./measure.ts";
import type { ServerProcess } from "./process.ts";

// A server that takes tens of milliseconds for each is measured until it has done so many.
const COUNTABLE = 100;

const ACCOUNT = "bench";
const PASSWORD = "correct-horse";

/** The mechanisms of SASL that logins are measured with. */
export type Mechanism = "PLAIN" | "SCRAM-SHA-256";

/**
 * Measures clients that connect, log in and go, `concurrency` of them at any time, all of them to one account:
 * an operation is a login. What a client has to reckon out for SCRAM it knows from the first time.
 */
export function logins(
  server: ServerProcess,
  timing: Timing,
  mechanism: Mechanism,
  concurrency: number,
): Promise<Figures> {
  return withCrowd(server.door("plain"), async (crowd) => {
    const owner = await crowd.register(ACCOUNT);
    owner.send(`REGISTER * * ${PASSWORD}`);
    await owner.waitFor(/ REGISTER SUCCESS [^\n]*\n/);
    await owner.quit();
    return await repeat(server, timing, concurrency, COUNTABLE, async () => {
      const connection = await crowd.connect();
      connection.send("CAP REQ sasl", `AUTHENTICATE ${mechanism}`);
      await WAYS[mechanism](connection);
      await connection.waitFor(/ 903 [^\n]*\n/);
      await connection.quit();
    });
  });
}

const WAYS: Record<Mechanism, (connection: Connection) => Promise<void>> = {
  "PLAIN": async (connection) => {
    await connection.waitFor(/AUTHENTICATE \+\r?\n/);
    say(connection, `\0${ACCOUNT}\0${PASSWORD}`);
  },
  "SCRAM-SHA-256": async (connection) => {
    await connection.waitFor(/AUTHENTICATE \+\r?\n/);
    const first = `n=${ACCOUNT},r=clientnonce`;
    say(connection, `n,,${first}`);
    const challenge = await heard(connection);
    const [, nonce = ""] = /r=([^,]+)/.exec(challenge) ?? [];
    const last = `c=biws,r=${nonce}`;
    const proof = proofFor(challenge, `${first},${challenge},${last}`);
    say(connection, `${last},p=${proof}`);
    await heard(connection);
    connection.send("AUTHENTICATE +");
  },
};

function say(connection: Connection, text: string): void {
  const bytes = Buffer.from(text, "latin1");
  connection.send(`AUTHENTICATE ${bytes.toString("base64")}`);
}

async function heard(connection: Connection): Promise<string> {
  const text = await connection.waitFor(/AUTHENTICATE [^+\s][^\s]*\r?\n/);
  const [, base64 = ""] = /AUTHENTICATE (\S+)\s*$/.exec(text) ?? [];
  return Buffer.from(base64, "base64").toString("latin1");
}

/** The keys of the client by the salt and the count that it was told. */
const keys = new Map<string, Uint8Array>();

function proofFor(challenge: string, signed: string): string {
  const [, salt = "", count] = /,s=([^,]+),i=(\d+)/.exec(challenge) ?? [];
  let key = keys.get(salt + count);
  if (key === undefined) {
    const bytes = Buffer.from(salt, "base64");
    const salted = pbkdf2Sync(PASSWORD, bytes, Number(count), 32, "sha256");
    key = createHmac("sha256", salted).update("Client Key").digest();
    keys.set(salt + count, key);
  }
  const stored = createHash("sha256").update(key).digest();
  const signature = createHmac("sha256", stored).update(signed).digest();
  return Buffer.from(key.map((byte, index) => byte ^ signature[index]))
    .toString("base64");
}
