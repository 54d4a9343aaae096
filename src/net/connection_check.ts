import {
  type Ask,
  askBy,
  Enquiries,
  type OutsideSettings,
  readAnswer,
} from "./enquiries.ts";

/** Who decides about connections, outside of the server. */
export interface CheckSettings extends OutsideSettings {
  /** True if a connection is let in when no answer comes, or none that can be read */
  readonly opensOnFailure: boolean;
}

/** What is asked about. */
export interface CheckQuestion {
  readonly address: string;
  readonly listener: string;
  readonly secure: boolean;
  readonly certificate: string | null;
}

/** What came of a check. */
export interface CheckVerdict {
  /** Why the connection is refused, for it to read; null if it is let in */
  readonly refusal: string | null;
  readonly requiresSasl: boolean;
}

const ACCEPTED: CheckVerdict = { refusal: null, requiresSasl: false };

/**
 * Asks somebody else about each connection: one line of JSON goes out, one comes back.
 *
 * `{"result": "accept"}`, `{"result": "refuse", "reason": "..."}` or `{"result": "require-sasl"}`
 */
export class ConnectionCheck {
  readonly #ask: Ask;
  readonly #enquiries: Enquiries;

  /**
   * @param complain is told of checks that fail
   * @param ask asks by what the settings say, unless it is given
   */
  constructor(
    readonly settings: CheckSettings,
    complain: (text: string) => void,
    ask: Ask = askBy(settings),
  ) {
    const what = "the check of a connection";
    this.#enquiries = new Enquiries(what, settings.timeoutMs, complain);
    this.#ask = ask;
  }

  /** @returns a promise that never rejects */
  async check(question: CheckQuestion): Promise<CheckVerdict> {
    const line = `${JSON.stringify(question)}\n`;
    const verdict = await this.#enquiries.put(async (signal) =>
      verdictOf(await this.#ask(line, signal))
    );
    return verdict ?? this.#failed();
  }

  #failed(): CheckVerdict {
    return this.settings.opensOnFailure
      ? ACCEPTED
      : { ...ACCEPTED, refusal: "Your connection cannot be checked now" };
  }
}

function verdictOf(answer: string): CheckVerdict {
  const { reason, result } = readAnswer(answer) as Record<string, unknown>;
  if (result === "accept") return ACCEPTED;
  if (result === "require-sasl") return { ...ACCEPTED, requiresSasl: true };
  if (result !== "refuse") throw new Error("the answer has no result");
  const given = typeof reason === "string" ? oneLine(reason) : "";
  return { ...ACCEPTED, refusal: given || "Your connection is refused" };
}

/** What others write must not get a line of its own. */
function oneLine(text: string): string {
  return text.replace(/[\0\r\n]+/g, " ").trim().slice(0, 300);
}
