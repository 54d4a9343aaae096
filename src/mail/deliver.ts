import { spawn } from "node:child_process";
import { createTransport, type SendMailOptions } from "nodemailer";
import type { Mail } from "../irc/state/mail.ts";
import {
  MailFault,
  type MailSettings,
  type Sender,
  type SmtpSettings,
} from "./mailer.ts";

/** A program that is run gets no secrets of ours. */
const ENVIRONMENT = { PATH: "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };

/** Of what went wrong no more is told. */
const MOST_CHARACTERS = 200;

/** Nothing that a mail holds is read from elsewhere. */
const CLOSED = { disableFileAccess: true, disableUrlAccess: true };

/**
 * Hands a mail over to the mail server, or to the program that takes it.
 *
 * @param signal once it is given up, ends what is under way
 * @throws {MailFault} if it is not taken
 */
export async function deliver(
  mail: Mail,
  sender: Sender,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = sender;
  const { smtp } = settings;
  const message = messageOf(mail, sender);
  try {
    if (smtp === null) await byProgram(message, mail, settings, signal);
    else await bySmtp(message, smtp, sender, signal);
  } catch (error) {
    throw error instanceof MailFault ? error : faultOf(error);
  }
}

/** The addresses are given apart from any text: nothing in them begins another one. */
function messageOf(
  { subject, text, to }: Mail,
  { networkName, settings: { dkim, from } }: Sender,
): SendMailOptions {
  return {
    from: { name: networkName, address: from },
    to: { name: "", address: to },
    envelope: { from, to: [to] },
    subject,
    text,
    // Nothing answers it by itself (RFC 3834, section 5).
    headers: { "Auto-Submitted": "auto-generated" },
    ...dkim === null ? {} : { dkim },
  };
}

async function bySmtp(
  message: SendMailOptions,
  { ca, host, login, port, tls }: SmtpSettings,
  { serverName, settings: { timeoutMs } }: Sender,
  signal: AbortSignal,
): Promise<void> {
  const transport = createTransport({
    host,
    port,
    name: serverName,
    secure: tls === "implicit",
    requireTLS: tls === "required",
    ignoreTLS: tls === "none",
    tls: {
      // What may be read by everybody may as well be read by who is in between.
      rejectUnauthorized: tls !== "optional",
      ...ca === null ? {} : { ca },
    },
    ...login === null ? {} : { auth: login },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    ...CLOSED,
  });
  signal.addEventListener("abort", () => transport.close());
  await transport.sendMail(message);
}

async function byProgram(
  message: SendMailOptions,
  { to }: Mail,
  { from, sendmail }: MailSettings,
  signal: AbortSignal,
): Promise<void> {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: "unix",
    ...CLOSED,
  });
  const { message: bytes } = await transport.sendMail(message);
  await run(sendmail, ["-i", "-f", from, to], bytes as Uint8Array, signal);
}

/** @param input what it reads */
function run(
  file: string,
  args: readonly string[],
  input: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: ENVIRONMENT,
      stdio: ["pipe", "ignore", "ignore"],
    });
    signal.addEventListener("abort", () => child.kill("SIGKILL"));
    child.on(
      "error",
      (error: { code?: unknown }) =>
        reject(new MailFault(`${file} cannot be run: ${error.code}`, false)),
    );
    child.stdin.on("error", () => {});
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new MailFault(`${file} ended with ${code}`, false));
    });
    child.stdin.end(input);
  });
}

/** What the errors of nodemailer tell, as far as that is of use here. */
interface Fault {
  /** A word of nodemailer's, or of the system's */
  readonly code?: string;
  /** What the mail server was told */
  readonly command?: string;
  readonly message?: string;
  /** What the mail server has answered */
  readonly responseCode?: number;
  /** What went wrong with each of a host's addresses */
  readonly errors?: readonly Fault[];
}

/** What a mail server has said is left out: it may name the address. */
function faultOf(error: unknown): MailFault {
  const fault = error as Fault;
  const { command = "", responseCode } = fault;
  if (responseCode === undefined) {
    const text = messageIn(fault).replace(/\S*@\S*/g, "...");
    return new MailFault(text.slice(0, MOST_CHARACTERS), false);
  }
  const isOfMail = command === "RCPT TO" && responseCode >= 500;
  const text = `the mail server has answered ${responseCode} to ${command}`;
  return new MailFault(text, isOfMail);
}

/** Where a host has several addresses, what is wrong with all of them has no message of its own. */
function messageIn({ code = "a fault", errors, message }: Fault): string {
  if (message) return `${code}: ${message.replace(/\s+/g, " ")}`;
  const within = errors?.map(({ message = "" }) => message).join(", ");
  return within ? `${code}: ${within}` : code;
}
