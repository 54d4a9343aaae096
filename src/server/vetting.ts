import {
  type CheckSettings,
  ConnectionCheck,
} from "../net/connection_check.ts";
import { type DnsSettings, findHostname } from "../net/reverse_dns.ts";
import type { Peer } from "../irc/inputs.ts";

/** What is found out about a connection before anything that it says is carried out. */
export interface VettingSettings {
  /** Who decides about connections outside of the server; null for nobody */
  readonly check: CheckSettings | null;
  /** How the names of hosts are looked up; null if they are not */
  readonly dns: DnsSettings | null;
}

/** Finds out about connections what takes time. */
export class Vetting {
  readonly #check: ConnectionCheck | null;
  readonly #dns: DnsSettings | null;

  /** @param complain is told of checks that fail */
  constructor(
    { check, dns }: VettingSettings,
    complain: (text: string) => void,
  ) {
    this.#check = check && new ConnectionCheck(check, complain);
    this.#dns = dns;
  }

  /** True if there is anything to find out. */
  get isNeeded(): boolean {
    return this.#check !== null || this.#dns !== null;
  }

  /**
   * @returns what the core is told of the peer, or why it is refused, for it to read; the promise never rejects
   */
  async vet(peer: Peer): Promise<Peer | string> {
    const { address, certificate, listener, secure } = peer;
    const question = { address, listener, secure, certificate };
    const [verdict, hostname] = await Promise.all([
      this.#check?.check(question),
      this.#dns && findHostname(address, this.#dns),
    ]);
    if (typeof verdict?.refusal === "string") return verdict.refusal;
    return { ...peer, hostname, requiresSasl: verdict?.requiresSasl };
  }
}
