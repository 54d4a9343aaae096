import * as v from "valibot";
import type { AdmissionLimits, PlaceLimits } from "../net/admission.ts";
import type { SaslRule } from "../irc/state/settings.ts";
import { blocks, table, tables, text, wholeNumber, yesOrNo } from "./values.ts";

const count = wholeNumber(1, 1_000_000);

/** The table `[connections]`: how many there may be. */
export const connectionsSchema = table({
  total: v.optional(count, 20_000),
  unregistered: v.optional(count, 1000),
  address: v.optional(count, 20),
  network: v.optional(count, 100),
  "address-minute": v.optional(count, 30),
  "network-minute": v.optional(count, 150),
  exempt: v.optional(blocks, ["127.0.0.0/8", "::1"]),
});

/** The tables `[[connection-class]]`: what holds for certain networks. */
export const connectionClassSchema = tables(table({
  name: text,
  networks: blocks,
  address: v.optional(count),
  network: v.optional(count),
  "address-minute": v.optional(count),
  "network-minute": v.optional(count),
  flood: v.optional(yesOrNo, true),
  "require-sasl": v.optional(yesOrNo),
}));

type Connections = v.InferOutput<typeof connectionsSchema>;
type Classes = v.InferOutput<typeof connectionClassSchema>;

/** @returns how many connections there may be */
export function admissionLimitsOf(
  connections: Connections,
  classes: Classes,
): AdmissionLimits {
  const { exempt, total, unregistered } = connections;
  const places = placeLimitsOf(connections);
  return {
    total,
    unregistered,
    places,
    exempt,
    classes: classes.map(({ name, networks, flood, ...limits }) => ({
      name,
      networks,
      places: placeLimitsOf({ ...connections, ...limits }),
      flood,
    })),
  };
}

/** @returns which networks' clients must log in, where that is not as everywhere */
export function saslRulesOf(classes: Classes): readonly SaslRule[] {
  const differs = classes.some((each) => each["require-sasl"] !== undefined);
  return !differs ? [] : classes.map((each) => ({
    networks: each.networks,
    requireSasl: each["require-sasl"] ?? null,
  }));
}

function placeLimitsOf(
  limits: Pick<
    Connections,
    "address" | "network" | "address-minute" | "network-minute"
  >,
): PlaceLimits {
  return {
    address: limits.address,
    network: limits.network,
    addressMinute: limits["address-minute"],
    networkMinute: limits["network-minute"],
  };
}
