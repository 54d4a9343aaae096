import * as v from "valibot";
import { prefixMode, withPrefix } from "../irc/modes/index.ts";
import { canFit } from "../irc/names/mask.ts";
import { CHANNEL_TYPES, isChannelName } from "../irc/names/names.ts";
import { parseUserMask } from "../irc/names/user_mask.ts";
import {
  type OperatorSettings,
  PRIVILEGES,
  type RoleRank,
} from "../irc/state/settings.ts";
import { accountName } from "./accounts.ts";
import { LONGEST_NAMES } from "./limits.ts";
import { tablesOf } from "./listen.ts";
import type { Mistake } from "./mistake.ts";
import {
  certificate,
  passwordHash,
  table,
  tables,
  text,
  word,
  yesOrNo,
} from "./values.ts";

const privileges = v.array(
  v.picklist(PRIVILEGES, `must be one of ${PRIVILEGES.join(", ")}`),
  "must be a list of privileges",
);

const operatorHost = v.pipe(
  text,
  v.check(
    (value) => parseUserMask(value, LONGEST_NAMES) !== null,
    "must be a mask that somebody can match, like *@192.0.2.0/24",
  ),
);

/** The letters of ranks and a mask of channels, like `o #help*`. */
const rank = v.pipe(
  text,
  v.check(
    (value) => rankOf(value) !== null,
    'must be letters of ranks and a mask of channels, like "o #help*"',
  ),
  v.transform((value) => rankOf(value) ?? { channels: "", modes: "" }),
);

function rankOf(value: string): RoleRank | null {
  const [, letters = "", channels = ""] = /^(\S+) (\S+)$/.exec(value) ?? [];
  const areRanks = [...letters].every((each) => prefixMode(each) !== undefined);
  const isChannel = (name: string) => isChannelName(name, LONGEST_NAMES);
  if (!areRanks || !canFit(channels, isChannel, CHANNEL_TYPES[0])) return null;
  const modes = [...letters]
    .reduce((modes, letter) => withPrefix(modes, letter, true), "");
  return { channels, modes };
}

/** The tables `[[class]]`: what operators may do. */
export const classSchema = tables(table({ name: word, privileges }));

/** The tables `[[operator]]`: who may be one. */
export const operatorSchema = tables(table({
  name: word,
  password: v.optional(passwordHash),
  certfp: v.optional(certificate),
  account: v.optional(accountName),
  auto: v.optional(yesOrNo, false),
  hosts: v.optional(v.array(operatorHost, "must be a list of masks"), ["*@*"]),
  class: word,
}));

/** The tables `[[role]]`: what accounts may be given. */
export const roleSchema = tables(table({
  name: word,
  privileges: v.optional(privileges, []),
  ranks: v.optional(v.array(rank, "must be a list of ranks"), []),
}));

/** Gives the operators, each with what its class may do. */
export function operatorsOf(
  operators: v.InferOutput<typeof operatorSchema>,
  classes: v.InferOutput<typeof classSchema>,
): OperatorSettings[] {
  const privileges = new Map(
    classes.map(({ name, privileges }) => [name, privileges]),
  );
  return operators.map((
    { account = null, auto, certfp = null, password = null, ...operator },
  ) => ({
    name: operator.name,
    passwordHash: password,
    certificate: certfp,
    account,
    isAutomatic: auto,
    hosts: operator.hosts,
    class: operator.class,
    privileges: privileges.get(operator.class) ?? [],
  }));
}

/** What is wrong between operators, classes and roles, whatever else is wrong. */
export function operatorMistakes(raw: unknown): Mistake[] {
  return [
    ...tablesOf(raw, "operator").flatMap(proofMistakes),
    ...unknownClasses(raw),
    ...rolesLikeOperators(raw),
  ];
}

/** Operators whom nothing tells from others, and those who cannot come by themselves. */
function proofMistakes(
  { account, auto, certfp, password }: Readonly<Record<string, unknown>>,
  index: number,
): Mistake[] {
  const at = (key: string) => ["operator", index, key];
  const hasOther = account !== undefined || certfp !== undefined;
  if (password === undefined && !hasOther) {
    const fault = "is missing, and so are account and certfp";
    return [{ path: at("password"), fault }];
  }
  return auto === true && password !== undefined
    ? [{ path: at("auto"), fault: "and password exclude each other" }]
    : [];
}

function unknownClasses(raw: unknown): Mistake[] {
  const known = new Set(tablesOf(raw, "class").map(({ name }) => name));
  return tablesOf(raw, "operator").flatMap(({ class: name }, index) =>
    typeof name !== "string" || known.has(name)
      ? []
      : [{ path: ["operator", index, "class"], fault: `${name} is no class` }]
  );
}

/** OPER takes the names of both. */
function rolesLikeOperators(raw: unknown): Mistake[] {
  const operators = new Set(tablesOf(raw, "operator").map(({ name }) => name));
  return tablesOf(raw, "role").flatMap(({ name }, index) =>
    operators.has(name) && typeof name === "string"
      ? [{ path: ["role", index, "name"], fault: `${name} is an operator` }]
      : []
  );
}
