import { message } from "../wire/outgoing.ts";
import type { Network } from "../state/network.ts";
import type { Session } from "../state/session.ts";

/**
 * Does what is due: PING to everybody once an interval, a reminder to those who have not
 * answered in half the time they have, the end for those who have not answered in all of it, and for those
 * who do not register.
 *
 * @param network everything there is
 */
export function keepalive(network: Network): void {
  for (const session of network.sessions.values()) {
    // While a password is checked, what the client answers has to wait.
    if (network.at >= session.deadline && session.claim === null) {
      stages[session.keepalive](network, session);
    }
  }
}

/**
 * Takes note of PONG.
 *
 * @param network everything there is
 * @param session whose client answered
 */
export function takePong(network: Network, session: Session): void {
  if (session.keepalive !== "pinged" && session.keepalive !== "reminded") {
    return;
  }
  session.keepalive = "answered";
  session.deadline = session.pingedAt + network.settings.pingInterval;
}

const stages = {
  registering: giveUp,
  answered: ping,
  pinged: remind,
  reminded: timeOut,
};

function giveUp(network: Network, session: Session): void {
  const reason = "Registration timeout";
  network.disconnect(session, reason, reason);
}

function ping(network: Network, session: Session): void {
  const { at } = network;
  const { serverName, pingTimeout } = network.settings;
  session.send(message(serverName, "PING", [], serverName));
  session.keepalive = "pinged";
  session.pingedAt = at;
  session.deadline = at + pingTimeout / 2;
}

function remind(network: Network, session: Session): void {
  const { serverName, pingTimeout } = network.settings;
  const left = pingTimeout / 2000;
  const text = `Pensez à PONG : il vous reste ${left} secondes. ` +
    `(Remember to PONG: you have ${left} seconds left.)`;
  session.send(message(serverName, "NOTICE", [session.target], text));
  session.keepalive = "reminded";
  session.deadline = session.pingedAt + pingTimeout;
}

function timeOut(network: Network, session: Session): void {
  const seconds = network.settings.pingTimeout / 1000;
  network.disconnect(session, `Ping timeout: ${seconds} seconds`);
}
