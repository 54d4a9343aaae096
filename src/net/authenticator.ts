import type { LoginClaim } from "../irc/effects.ts";
import {
  type Ask,
  askBy,
  Enquiries,
  type OutsideSettings,
  readAnswer,
} from "./enquiries.ts";

/**
 * Asks somebody else about logins: one line of JSON goes out, one comes back.
 *
 * `{"result": "accept", "account": "..."}`, whose account may be left out where it is the one that is named, or
 * `{"result": "refuse"}`
 */
export class Authenticator {
  readonly #ask: Ask;
  readonly #enquiries: Enquiries;

  /**
   * @param complain is told of questions that fail
   * @param ask asks by what the settings say, unless it is given
   */
  constructor(
    settings: OutsideSettings,
    complain: (text: string) => void,
    ask: Ask = askBy(settings),
  ) {
    const what = "the authenticator";
    this.#enquiries = new Enquiries(what, settings.timeoutMs, complain);
    this.#ask = ask;
  }

  /** @returns the account that the claim is right for; null if it is not, or that cannot be told */
  async check(claim: LoginClaim): Promise<string | null> {
    const line = `${JSON.stringify(claim)}\n`;
    return await this.#enquiries.put(async (signal) =>
      accountIn(await this.#ask(line, signal), claim)
    );
  }
}

function accountIn(answer: string, claim: LoginClaim): string | null {
  const { account, result } = readAnswer(answer) as Record<string, unknown>;
  if (result === "refuse") return null;
  if (result !== "accept") throw new Error("the answer has no result");
  const name = account ?? claim.account;
  if (typeof name !== "string") throw new Error("the answer has no account");
  return name.normalize("NFC");
}
