/** Why an operator did not give what somebody asked for. */
export interface Rejection {
  /** The operator's account or nickname */
  readonly by: string;
  /** Milliseconds since 1970 */
  readonly at: number;
  /** "" for none */
  readonly reason: string;
}

/** A host that somebody would like to be shown with. */
export interface VhostRequest {
  readonly account: string;
  readonly vhost: string;
  /** Milliseconds since 1970 */
  readonly at: number;
  /** Null while it waits for an operator */
  readonly rejection: Rejection | null;
}

/** A host that everybody with an account may take. */
export interface VhostOffer {
  readonly vhost: string;
  /** The account or nickname of the operator who offers it */
  readonly by: string;
  /** Milliseconds since 1970 */
  readonly at: number;
}
