import { settle } from "./client.ts";
import type { Connection } from "./connection.ts";

const PASSWORD = "correct-horse";

/** Registers an account under the nickname of a client, which is logged in to it then. */
export async function registerAccount(client: Connection): Promise<void> {
  client.send(`REGISTER * * ${PASSWORD}`);
  await client.waitFor(/ REGISTER SUCCESS [^\n]*\n/);
}

/** Registers a channel whose operator a client is, with an account of its own. */
export async function registerChannel(
  operator: Connection,
  channel: string,
): Promise<void> {
  await registerAccount(operator);
  operator.send(`CS REGISTER ${channel}`);
  const answer = await operator.waitFor(/ChanServ[^\n]* NOTICE [^\n]*\n/);
  if (!/registered/.test(answer)) {
    throw new Error(`the channel could not be registered: ${answer}`);
  }
  await settle([operator]);
}
