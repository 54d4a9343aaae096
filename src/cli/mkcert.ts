import type { Given } from "../config/loader.ts";
import { makeSelfSigned } from "../net/tls_self_signed.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { UsageError } from "./flags.ts";

/** How long the certificate holds: it is there to try something out. */
const DAYS = 365;
const DAY_MS = 86_400_000;
/** Clocks differ. */
const EARLIER_MS = 3_600_000;

/** What a machine may be called, or its address. */
const NAME = /^(?:\*\.)?[a-z0-9][a-z0-9.-]*$|^[0-9a-f:.]*:[0-9a-f:.]*$/i;

/**
 * Writes a certificate that is signed with its own key, and the key, to try out
 * TLS with: `ircd mkcert`. What is there already is not overwritten.
 *
 * @param names what machines it is for; without any `localhost`
 * @param settings the flags: `tls-cert` and `tls-key` name the files
 * @throws {UsageError} if a name is none
 * @throws {Error} if the files are there, or cannot be written
 */
export async function makeCertificate(
  names: readonly string[],
  settings: Given["settings"],
  runtime: Runtime,
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
