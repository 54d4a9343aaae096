import { createHash } from "node:crypto";
import { SMTPServer } from "smtp-server";
import type { PemPair } from "../../src/net/tls_self_signed.ts";
import { until } from "./within.ts";

/** Milliseconds that mail has to arrive. */
const PATIENCE = 10_000;

/** A mail that has arrived. */
export interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  /** True if it came over TLS */
  readonly secure: boolean;
  /** Who has sent it; "" for who has not logged in */
  readonly user: string;
  /** All of it, with CR LF */
  readonly text: string;
}

/** What a mail server is like. */
export interface MailServerOptions {
  /** Null for one that knows no TLS */
  readonly pair?: PemPair | null;
  /** True for one that speaks TLS from the start */
  readonly implicit?: boolean;
  /** Who may send, and with what password; left out for everybody */
  readonly login?: { readonly user: string; readonly password: string };
  /** An address that it does not know */
  readonly unknown?: string;
}

/** A real mail server, on a port of its own. */
export class MailServer implements AsyncDisposable {
  readonly mail: Arrived[] = [];
  readonly #server: SMTPServer;
  #port = 0;

  private constructor({ implicit, login, pair, unknown }: MailServerOptions) {
    const tls = pair == null
      ? { disabledCommands: ["STARTTLS"] }
      : { cert: pair.certificate, key: pair.key };
    this.#server = new SMTPServer({
      ...tls,
      secure: implicit ?? false,
      authOptional: login === undefined,
      // What is below TLS is for the test to look at.
      allowInsecureAuth: true,
      disableReverseLookup: true,
      logger: false,
      onAuth: ({ password, username }, _session, tell) => {
        const isRight = username === login?.user &&
          password === login?.password;
        if (isRight) tell(null, { user: username });
        else tell(new Error("Invalid username or password"));
      },
      onRcptTo({ address }, _session, tell) {
        if (address !== unknown) return tell();
        const fault = new Error(`${address} is nobody here`);
        tell(Object.assign(fault, { responseCode: 550 }));
      },
      onData: (stream, session, tell) => {
        const decoder = new TextDecoder();
        let text = "";
        stream.on("data", (bytes: Uint8Array) => {
          text += decoder.decode(bytes, { stream: true });
        });
        stream.on("end", () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.mail.push({
            from: mailFrom === false ? "" : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            secure: session.secure,
            user: String(session.user ?? ""),
            text,
          });
          tell();
        });
      },
    });
    // Who breaks off a connection tells its own test why.
    this.#server.on("error", () => {});
  }

  /** Starts one. */
  static async start(options: MailServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    await new Promise<void>((resolve) => {
      const listening = server.#server.listen(0, "127.0.0.1", () => {
        const address = listening.address();
        if (typeof address === "object" && address !== null) {
          server.#port = address.port;
        }
        resolve();
      });
    });
    return server;
  }

  get port(): number {
    return this.#port;
  }

  /** @returns the mail that arrives next; it is taken */
  async next(): Promise<Arrived> {
    await until(PATIENCE, "mail arrives", () => this.mail.length > 0);
    const [mail] = this.mail.splice(0, 1);
    return mail;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** The text of a mail, behind its headers, with LF. */
export function bodyOf({ text }: Pick<Arrived, "text">): string {
  return text.slice(text.indexOf("\r\n\r\n") + 4).replaceAll("\r\n", "\n");
}

/** The headers of a mail, each on one line, by their names in lower case. */
export function headersOf({ text }: Pick<Arrived, "text">) {
  const [head] = text.split("\r\n\r\n", 1);
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return new Map(lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  }));
}

/** The hash that DKIM has of a body that ends in one line end and has no space too many. */
export function bodyHashOf({ text }: Pick<Arrived, "text">): string {
  const body = text.slice(text.indexOf("\r\n\r\n") + 4)
    .replace(/[ \t]+/g, " ").replace(/ \r\n/g, "\r\n")
    .replace(/(?:\r\n)*$/, "\r\n");
  return createHash("sha256").update(body).digest("base64");
}
