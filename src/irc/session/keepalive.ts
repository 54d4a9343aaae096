import { message } from "../wire/outgoing.ts";
import type { Position } from "../state/archive.ts";
import { timeOf } from "../state/message_ids.ts";
import type { Session } from "../state/session.ts";
import { send } from "./send.ts";

/** Ends a session; `error` is what the client is told, left out it is made of the reason. */
type End = (session: Session, reason: string, error?: string) => void;

/**
 * Does what is due for a session: sends PING once an interval and a reminder after half the time there is to
 * answer, and ends the session that has not answered in all of it, or has not registered in time.
 */
export function keepalive(session: Session, end: End): void {
  const { network, waitingFor } = session;
  // While a password is checked, what the client answers has to wait.
  if (network.at < session.deadline || waitingFor !== null) return;
  STAGES[session.keepalive](session, end);
}

/** Takes PONG for an answer to PING, if one was sent: all that was sent before that has arrived. */
export function takePong(session: Session): void {
  if (session.keepalive !== "pinged" && session.keepalive !== "reminded") {
    return;
  }
  const { network, pinged } = session;
  session.keepalive = "answered";
  if (pinged > session.arrived) session.arrived = pinged;
  // Positions may be ahead of the clock.
  const pingedAt = Math.min(timeOf(pinged), network.at);
  session.deadline = pingedAt + network.settings.pingIntervalMs;
}

/**
 * Has a client asked soon whether it has got what it is played: until it answers, nothing says so.
 *
 * @param since what it is played was said after this
 */
export function awaitArrival(session: Session, since: Position): void {
  if (since < session.arrived) session.arrived = since;
  // A PONG that is on its way speaks of what was sent before.
  if (since < session.pinged) session.pinged = since;
  if (session.keepalive === "answered") session.deadline = session.network.at;
}

/**
 * Puts off all that is due for a session, because time has passed in which nobody could answer.
 */
export function postponeDeadlines(
  session: Session,
  milliseconds: number,
): void {
  session.deadline += milliseconds;
  if (session.clientBatch !== null) {
    session.clientBatch.deadline += milliseconds;
  }
}

const STAGES = {
  registering: giveUp,
  answered: ping,
  pinged: remind,
  reminded: timeOut,
} as const;

function giveUp(session: Session, end: End): void {
  const reason = "Registration timeout";
  end(session, reason, reason);
}

/** Simple clients look for a line that begins with PING: it has no source. */
function ping(session: Session): void {
  const { network } = session;
  const { serverName, pingTimeoutMs } = network.settings;
  send(session, message(null, "PING", [], serverName));
  session.keepalive = "pinged";
  session.pinged = network.position;
  session.deadline = network.at + pingTimeoutMs / 2;
}

function remind(session: Session): void {
  const { serverName, pingTimeoutMs } = session.network.settings;
  const left = pingTimeoutMs / 2000;
  const text = `Pensez à PONG : il vous reste ${left} secondes. ` +
    `(Remember to PONG: you have ${left} seconds left.)`;
  send(session, message(serverName, "NOTICE", [session.target], text));
  session.keepalive = "reminded";
  session.deadline += pingTimeoutMs / 2;
}

function timeOut(session: Session, end: End): void {
  const seconds = session.network.settings.pingTimeoutMs / 1000;
  end(session, `Ping timeout: ${seconds} seconds`);
}
