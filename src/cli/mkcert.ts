import { makeSelfSigned } from "../net/tls_self_signed.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { UsageError } from "./flags.ts";
import type { Call, Subcommand } from "./subcommand.ts";

/** How long the certificate holds: it is there to try something out. */
const DAYS = 365;
const DAY_MS = 86_400_000;
/** Clocks differ. */
const EARLIER_MS = 3_600_000;

/** What a machine may be called, or its address. */
const NAME = /^(?:\*\.)?[a-z0-9][a-z0-9.-]*$|^[0-9a-f:.]*:[0-9a-f:.]*$/i;

/** `ircd mkcert [NAME ...]` */
export const mkcert: Subcommand = {
  name: "mkcert",
  argument: "NAMES",
  help: "write cert.pem and key.pem, to try out TLS",
  run: makeCertificate,
};

/**
 * Writes a certificate that is signed with its own key, and the key, to try out
 * TLS with. What is there already is not overwritten. The words are the machines
 * that it is for; without any `localhost`.
 *
 * @throws {UsageError} if a name is none
 * @throws {Error} if the files are there, or cannot be written
 */
async function makeCertificate(
  { line: { settings }, runtime, words: names }: Call,
): Promise<void> {
  const wrong = names.find((name) => !NAME.test(name) || name.length > 253);
  if (wrong !== undefined) {
    throw new UsageError(`${wrong} is no machine's name`);
  }
  const files = {
    certificate: String(settings["tls-cert"] ?? "cert.pem"),
    key: String(settings["tls-key"] ?? "key.pem"),
  };
  const there = Object.values(files).find((file) => runtime.exists(file));
  if (there !== undefined) throw new Error(`${there} is there already`);
  const now = Date.now();
  const pair = makeSelfSigned(
    names.length === 0 ? ["localhost"] : names,
    now - EARLIER_MS,
    now + DAYS * DAY_MS,
  );
  await write(files.key, pair.key, runtime);
  await write(files.certificate, pair.certificate, runtime);
  runtime.print(
    `Try it: ircd --tls-port 6697 --tls-cert ${files.certificate} --tls-key ${files.key}`,
  );
}

async function write(
  file: string,
  text: string,
  runtime: Runtime,
): Promise<void> {
  try {
    await runtime.writeTextFile(file, text);
  } catch {
    throw new Error(`${file} cannot be written`);
  }
}
