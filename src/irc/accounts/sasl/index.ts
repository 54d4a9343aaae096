import type { SaslMechanism } from "../../names/login_rules.ts";
import { external } from "./external.ts";
import type { Mechanism } from "./mechanism.ts";
import { oauthbearer } from "./oauthbearer.ts";
import { plain } from "./plain.ts";
import { scramSha256, scramSha256Plus } from "./scram.ts";

/** What carries out each mechanism. */
export const MECHANISMS: Readonly<Record<SaslMechanism, Mechanism>> = {
  "SCRAM-SHA-256-PLUS": scramSha256Plus,
  "SCRAM-SHA-256": scramSha256,
  EXTERNAL: external,
  OAUTHBEARER: oauthbearer,
  PLAIN: plain,
};
