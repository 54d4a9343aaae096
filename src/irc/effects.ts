import type { ServerBan } from "./state/server_ban.ts";

/**
 * What the core asks of the shell: that which waits, or reaches outside. The
 * outcome of what has one comes back as an input.
 */
export interface Effects {
  /**
   * Checks a password; {@linkcode Core.passwordChecked} is told the outcome.
   *
   * @param sessionId whose password
   * @param passwordHash what it is checked against
   * @param password what the client gave
   */
  checkPassword(
    sessionId: number,
    passwordHash: string,
    password: string,
  ): void;

  /**
   * Reads the configuration again, once the input that asks for it is carried
   * out; {@linkcode Core.reconfigured} is told the outcome.
   */
  requestRehash(): void;

  /** @param bans what is to be kept across restarts, in place of what was */
  saveBans(bans: readonly ServerBan[]): void;

  /**
   * Ends the server, once the input that asks for it is carried out.
   *
   * @param restart true to start again after the end
   */
  requestStop(restart: boolean): void;
}
