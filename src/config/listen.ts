import * as v from "valibot";
import type { ListenAt, ListenerLimits } from "../net/place.ts";
import {
  type CertificateFiles,
  PairFault,
  readPair,
} from "../net/tls_certificates.ts";
import type { Mistake } from "./mistake.ts";
import {
  port,
  proxies,
  table,
  text,
  UNIX,
  wholeNumber,
  yesOrNo,
} from "./values.ts";

/** Where IRC is spoken unless something else is set. */
const DEFAULT_PORT = 6667;

/** Every address of both IP versions. */
const ANYWHERE = "::";

/** Who may connect to a Unix socket: its owner and the group. */
const DEFAULT_MODE = "0660";

/** What clients speak to a listener. `plain` is what `irc` was called. */
const kind = v.pipe(
  v.picklist(["irc", "http", "plain"], 'must be "irc" or "http"'),
  v.transform((kind): ListenAt["kind"] => kind === "plain" ? "irc" : kind),
);

/** It stands where an address would: it must not look like one, nor like a name of a machine. */
const listenerName = v.pipe(
  text,
  v.maxLength(63, "must be at most 63 characters"),
  v.regex(
    /^[a-z][a-z0-9-]*$/i,
    "must be letters, digits and hyphens, and begin with a letter",
  ),
);

const mode = v.pipe(
  text,
  v.regex(/^0?[0-7]{3}$/, 'must be a mode of files, like "0660"'),
);

/** What a listener takes where nobody has an address: one flood must not keep others out. */
const TOR_LIMITS: ListenerLimits = {
  connections: 500,
  minute: 150,
  unregistered: 100,
};

const NO_LIMITS: ListenerLimits = {
  connections: Infinity,
  minute: Infinity,
  unregistered: Infinity,
};

const count = wholeNumber(1, 1_000_000);

/** One of the tables `[[listen]]`. */
export const listenSchema = table({
  kind: v.optional(kind, "irc"),
  name: v.optional(listenerName),
  host: v.optional(text, ANYWHERE),
  port: v.optional(port),
  path: v.optional(text),
  mode: v.optional(mode, DEFAULT_MODE),
  tls: v.optional(yesOrNo, false),
  proxy: v.optional(proxies, []),
  tor: v.optional(yesOrNo, false),
  "require-sasl": v.optional(yesOrNo, false),
  connections: v.optional(count),
  "connections-minute": v.optional(count),
  unregistered: v.optional(count),
});

/** One of the tables `[[tls]]`. */
export const tlsSchema = table({ certificate: text, key: text });

type Listen = v.InferOutput<typeof listenSchema>;

/** The keys of the table `server` that say where to listen. */
interface ServerPlaces {
  readonly host?: string;
  readonly port?: number;
  readonly "ws-port"?: number;
  readonly "tls-port"?: number;
  readonly "tls-cert"?: string;
  readonly "tls-key"?: string;
}

/**
 * The tables `[[listen]]`, or the one place that `host` and `port` tell; beside
 * them those of `ws-port` and `tls-port`.
 */
export function listenersOf(
  server: ServerPlaces,
  listen: readonly Listen[],
): readonly ListenAt[] {
  const { host = ANYWHERE, port = DEFAULT_PORT } = server;
  const { "tls-port": tlsPort, "ws-port": wsPort } = server;
  return [
    ...(listen.length > 0 ? listen.map(placeOf) : [placeAt(host, port)]),
    ...(wsPort === undefined ? [] : [placeAt(host, wsPort, "http")]),
    ...(tlsPort === undefined
      ? []
      : [{ ...placeAt(host, tlsPort), tls: true }]),
  ];
}

/** A place on TCP, of which nothing else is set. */
export function placeAt(
  host: string,
  port: number,
  kind: ListenAt["kind"] = "irc",
): ListenAt {
  return {
    kind,
    name: "",
    host,
    port,
    path: null,
    mode: parseInt(DEFAULT_MODE, 8),
    tls: false,
    proxy: [],
    tor: false,
    limits: null,
  };
}

function placeOf(
  { kind, name, host, port = 0, path, mode, tls, proxy, tor, ...rest }: Listen,
): ListenAt {
  return {
    kind,
    name: name ?? "",
    host,
    port,
    path: path ?? null,
    mode: parseInt(mode, 8),
    tls,
    proxy,
    tor,
    limits: limitsOf(tor ? TOR_LIMITS : NO_LIMITS, rest),
  };
}

/** Null where there is nothing to count. */
function limitsOf(
  usual: ListenerLimits,
  listen: Pick<Listen, "connections" | "connections-minute" | "unregistered">,
): ListenerLimits | null {
  const limits = {
    connections: listen.connections ?? usual.connections,
    minute: listen["connections-minute"] ?? usual.minute,
    unregistered: listen.unregistered ?? usual.unregistered,
  };
  return Object.values(limits).every((most) => most === Infinity)
    ? null
    : limits;
}

/** The names of the listeners whose clients must log in before they are registered. */
export function saslListeners(listen: readonly Listen[]): string[] {
  return listen.filter((place) => place["require-sasl"])
    .map(({ name = "" }) => name);
}

/** The files of all certificates: those of the flags come first. */
export function certificatesOf(
  { "tls-cert": certificate, "tls-key": key }: ServerPlaces,
  tls: readonly CertificateFiles[],
): CertificateFiles[] {
  const pairs = tls.map(({ certificate, key }) => ({ certificate, key }));
  return certificate === undefined || key === undefined
    ? pairs
    : [{ certificate, key }, ...pairs];
}

type Table = Readonly<Record<string, unknown>>;

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The tables of a name, as they were set; none if they are no tables. */
export function tablesOf(raw: unknown, name: string): Table[] {
  const found = (raw as Table)[name];
  return Array.isArray(found) && found.every(isTable) ? found : [];
}

function serverOf(raw: unknown): Table {
  const { server } = raw as Table;
  return isTable(server) ? server : {};
}

/** What is wrong between the settings that say where to listen, whatever else is wrong. */
export function listenMistakes(raw: unknown): Mistake[] {
  const server = serverOf(raw);
  const listen = tablesOf(raw, "listen");
  if (listen.length === 0) return [];
  const both = ["host", "port"].filter((key) => server[key] !== undefined)
    .map((key) => ({
      path: ["server", key],
      fault: "and [[listen]] exclude each other",
    }));
  const places = listen.map(({ host, path, port }) =>
    path === undefined ? `${host ?? ANYWHERE} ${port}` : path
  );
  return [
    ...both,
    ...listen.flatMap((place, index) =>
      placeMistakes(place, places.indexOf(places[index]) < index)
        .map(([key, fault]) => ({ path: ["listen", index, key], fault }))
    ),
  ];
}

function placeMistakes(
  { name, host, path, port, mode, proxy, tor, "require-sasl": requireSasl }:
    Table,
  isTwice: boolean,
): [key: string, fault: string][] {
  const found: [key: string, fault: string][] = [];
  if (path === undefined) {
    if (port === undefined) found.push(["port", "is missing"]);
    if (isTwice && port !== 0) found.push(["port", "is there twice"]);
    if (mode !== undefined) found.push(["mode", "needs a path"]);
    if (Array.isArray(proxy) && proxy.includes(UNIX)) {
      found.push(["proxy", `"${UNIX}" needs a path`]);
    }
  } else {
    if (isTwice) found.push(["path", "is there twice"]);
    if (host !== undefined) found.push(["host", "and path exclude each other"]);
    if (port !== undefined) found.push(["port", "and path exclude each other"]);
  }
  if (name !== undefined) return found;
  if (tor === true) found.push(["tor", "needs a name"]);
  if (requireSasl === true) found.push(["require-sasl", "needs a name"]);
  return found;
}

/** What is wrong with the certificates, and with who needs one, whatever else is wrong. */
export function tlsMistakes(
  raw: unknown,
  readTextFile: (path: string) => string,
): Mistake[] {
  const server = serverOf(raw);
  const { "tls-cert": certificate, "tls-key": key } = server;
  const pairs = tablesOf(raw, "tls");
  const found = [
    ...pairMistakes(certificate, key, readTextFile, {
      certificate: ["server", "tls-cert"],
      key: ["server", "tls-key"],
    }),
    ...pairs.flatMap(({ certificate, key }, index) =>
      pairMistakes(certificate, key, readTextFile, {
        certificate: ["tls", index, "certificate"],
        key: ["tls", index, "key"],
      })
    ),
  ];
  if (certificate !== undefined && key === undefined) {
    found.push({ path: ["server", "tls-cert"], fault: "needs a tls-key" });
  }
  if (key !== undefined && certificate === undefined) {
    found.push({ path: ["server", "tls-key"], fault: "needs a tls-cert" });
  }
  if (pairs.length > 0 || certificate !== undefined) return found;
  return [...found, ...withoutCertificate(raw)];
}

/** Places with TLS where there is no certificate at all. */
function withoutCertificate(raw: unknown): Mistake[] {
  const fault = "needs a certificate: [[tls]], or tls-cert and tls-key";
  const { "tls-port": tlsPort } = serverOf(raw);
  return [
    ...(tlsPort === undefined ? [] : [{ path: ["server", "tls-port"], fault }]),
    ...tablesOf(raw, "listen").flatMap(({ tls }, index) =>
      tls === true ? [{ path: ["listen", index, "tls"], fault }] : []
    ),
  ];
}

function pairMistakes(
  certificate: unknown,
  key: unknown,
  readTextFile: (path: string) => string,
  paths: Readonly<Record<keyof CertificateFiles, Mistake["path"]>>,
): Mistake[] {
  if (typeof certificate !== "string" || typeof key !== "string") return [];
  try {
    readPair({ certificate, key }, readTextFile);
    return [];
  } catch (error) {
    if (!(error instanceof PairFault)) throw error;
    const { fault, file, isFailure } = error;
    return [{ path: paths[file], fault, isFailure }];
  }
}
