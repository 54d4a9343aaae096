/** What the core is told by the configuration. */
export interface Settings {
  /** The server's name, the source of its messages; it has a dot so that no nickname is like it */
  readonly serverName: string;
  /** The network's name (the NETWORK token) */
  readonly networkName: string;
  /** The version shown in 002 and 004, without spaces */
  readonly version: string;
  /** The lines of the message of the day; none means 422 */
  readonly motd: readonly string[];
  /** What PASS must hold; null lets everybody in */
  readonly password: string | null;
  /** Milliseconds from one PING to the next */
  readonly pingInterval: number;
  /** Milliseconds a client has to answer PING */
  readonly pingTimeout: number;
  /** Milliseconds a connection has to register */
  readonly registrationTimeout: number;
}
