import type { Mail } from "../irc/state/mail.ts";

/** How a mail server is to be spoken to: over TLS from the start or from STARTTLS on, over it if it can, or without. */
export const TLS_RULES = ["implicit", "required", "optional", "none"] as const;

/** A mail server that takes mail by SMTP. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: typeof TLS_RULES[number];
  /** The certificates, in PEM, of those who may vouch for the server's; null for those that everybody trusts */
  readonly ca: string | null;
  /** Null for a server that takes mail from anybody who comes from here */
  readonly login: { readonly user: string; readonly pass: string } | null;
}

/** What signs mail, so that others see that it comes from here. */
export interface DkimSettings {
  readonly domainName: string;
  readonly keySelector: string;
  /** In PEM */
  readonly privateKey: string;
}

/** How mail is sent. */
export interface MailSettings {
  /** The address that it comes from */
  readonly from: string;
  /** Null where a program takes it */
  readonly smtp: SmtpSettings | null;
  /** The program that takes it, where no server does */
  readonly sendmail: string;
  readonly dkim: DkimSettings | null;
  /** Milliseconds that it may take */
  readonly timeoutMs: number;
}

/** Who sends. */
export interface Sender {
  readonly settings: MailSettings;
  /** What it calls itself to the mail server */
  readonly serverName: string;
  /** What stands beside its address */
  readonly networkName: string;
}

/** Hands a mail over, and is done once it is taken. */
export type Deliver = (
  mail: Mail,
  sender: Sender,
  signal: AbortSignal,
) => Promise<void>;

/** A mail that cannot be delivered; what it says names no address. */
export class MailFault extends Error {
  /** @param isOfMail true if it is about this mail, and others are none the worse for it */
  constructor(message: string, readonly isOfMail: boolean) {
    super(message);
  }
}

/** So many mails are under way at once; others wait. */
const MOST_AT_ONCE = 4;
const MOST_WAITING = 100;

/** Milliseconds until operators are told again that mail cannot be sent. */
const SILENCE_MS = 600_000;

/** Sends mail, a few at a time, and says once in a while that it cannot. */
export class Mailer {
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];
  #saidAt = -Infinity;

  /**
   * @param sender gives who sends now; null where no mail is sent
   * @param complain is told why mail cannot be sent
   */
  constructor(
    readonly sender: () => Sender | null,
    readonly complain: (text: string) => void,
    readonly deliver: Deliver = deliverLater,
  ) {}

  /**
   * Sends a mail.
   *
   * @returns true once it is taken; false if it is not, or not in time. It never rejects
   */
  async send(mail: Mail): Promise<boolean> {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#complain("too much of it waits already");
      return false;
    }
    if (this.#underWay >= MOST_AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#underWay++;
    try {
      await this.#deliver(mail);
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    } finally {
      this.#underWay--;
      this.#waiting.shift()?.();
    }
  }

  async #deliver(mail: Mail): Promise<void> {
    const sender = this.sender();
    if (sender === null) throw new MailFault("none is set up", false);
    const { timeoutMs } = sender.settings;
    const late = new AbortController();
    const overdue = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.abort();
      const text = `it was not taken within ${timeoutMs} ms`;
      overdue.reject(new MailFault(text, false));
    }, timeoutMs);
    try {
      await Promise.race([
        this.deliver(mail, sender, late.signal),
        overdue.promise,
      ]);
    } finally {
      clearTimeout(timer);
      late.abort();
    }
  }

  #failed(error: unknown): void {
    // What others throw may name the address.
    if (!(error instanceof MailFault)) this.#complain("of a fault");
    else if (!error.isOfMail) this.#complain(error.message);
  }

  #complain(text: string): void {
    const now = performance.now();
    if (now < this.#saidAt + SILENCE_MS) return;
    this.#saidAt = now;
    this.complain(`mail cannot be sent: ${text}`);
  }
}

/** Loads what speaks SMTP: it is much, and is not for who does without. */
async function deliverLater(
  mail: Mail,
  sender: Sender,
  signal: AbortSignal,
): Promise<void> {
  const { deliver } = await import("./deliver.ts");
  await deliver(mail, sender, signal);
}
