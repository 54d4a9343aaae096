import { fold } from "../irc/names/casemapping.ts";
import { tablesOf } from "./listen.ts";
import type { Mistake } from "./mistake.ts";

/** Finds what is wrong between the settings of several tables, whatever else is wrong. */
export function tableMistakes(raw: unknown): Mistake[] {
  return [
    ...twoPasswords(raw),
    ...withoutProof(raw),
    ...namedTwice(raw),
  ];
}

/** A password and a file with one. */
function twoPasswords(raw: unknown): Mistake[] {
  const { server } = raw as Record<string, Record<string, unknown> | undefined>;
  if (server?.password === undefined) return [];
  if (server["password-file"] === undefined) return [];
  const fault = "and server.password exclude each other";
  return [{ path: ["server", "password-file"], fault }];
}

/** Accounts that nothing tells from others. */
function withoutProof(raw: unknown): Mistake[] {
  return tablesOf(raw, "account").flatMap(({ certificates, password }, index) =>
    password === undefined && [certificates].flat()[0] === undefined
      ? [{
        path: ["account", index, "password"],
        fault: "is missing, and so is certificates",
      }]
      : []
  );
}

const NAMED_TABLES = [
  "class",
  "operator",
  "role",
  "account",
  "webirc",
  "connection-class",
];

/** Tables that have the name of another one of their kind. */
function namedTwice(raw: unknown): Mistake[] {
  return NAMED_TABLES.flatMap((table) => {
    const names = namesIn((raw as Record<string, unknown>)[table], "name");
    const keys = table === "account" ? names.map(accountKey) : names;
    return names.flatMap((name, index) =>
      typeof name === "string" && keys.indexOf(keys[index]) < index
        ? [{ path: [table, index, "name"], fault: `${name} is there twice` }]
        : []
    );
  });
}

/** Accounts are found in any case. */
function accountKey(name: unknown): unknown {
  return typeof name === "string" ? fold(name.normalize("NFC")) : name;
}

function namesIn(tables: unknown, key: string): unknown[] {
  return Array.isArray(tables) ? tables.map((table) => table?.[key]) : [];
}
