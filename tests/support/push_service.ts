import { createServer, type Server } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { PemPair } from "../../src/net/tls_self_signed.ts";
import { PATIENCE_MS, until } from "./within.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A push as it has arrived. */
export interface ArrivedPush {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Bytes;
}

/** What a push service answers. */
export interface PushReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real push service over TLS, on a port of its own. */
export class PushService implements Disposable {
  /** What has arrived and was not taken. */
  readonly arrived: ArrivedPush[] = [];
  /** How many connections there were, TLS or not. */
  connections = 0;
  /** What is answered, the next one first; then 201. */
  readonly replies: PushReply[] = [];

  private constructor(readonly server: Server) {}

  /** @param pair its certificate */
  static async start(pair: PemPair): Promise<PushService> {
    const server = createServer({ cert: pair.certificate, key: pair.key });
    const own = new PushService(server);
    server.on("connection", () => own.connections++);
    server.on("request", async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { headers, method = "", url: path = "" } = request;
      const body = new Uint8Array(
        await new Blob(chunks as Bytes[]).arrayBuffer(),
      );
      own.arrived.push({ method, path, headers, body });
      const reply = own.replies.shift() ?? { status: 201 };
      response.writeHead(reply.status, reply.headers);
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return own;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `https://localhost:${this.port}`;
  }

  /** Takes the push that arrives next. */
  async next(): Promise<ArrivedPush> {
    await until(PATIENCE_MS, "a push arrives", () => this.arrived.length > 0);
    const [push] = this.arrived.splice(0, 1);
    return push;
  }

  [Symbol.dispose](): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

const encoder = new TextEncoder();

/** A device that pushes are for: it has the keys, and reads them. */
export class Device {
  private constructor(
    readonly keys: CryptoKeyPair,
    readonly publicKey: Bytes,
    readonly secret: Bytes,
  ) {}

  static async create(): Promise<Device> {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const keys = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
    const point = await crypto.subtle.exportKey("raw", keys.publicKey);
    const secret = crypto.getRandomValues(new Uint8Array(16));
    return new Device(keys, new Uint8Array(point), secret);
  }

  /** What WEBPUSH REGISTER is given. */
  get description(): string {
    return `p256dh=${this.publicKey.toBase64(URL_SAFE)};` +
      `auth=${this.secret.toBase64(URL_SAFE)}`;
  }

  /**
   * Decrypts a push, by steps that stand in the specifications.
   *
   * @throws {Error} if it is for another device, or was changed on the way
   * @see RFC 8291, section 3.4; RFC 8188, section 2
   */
  async read({ body, headers }: ArrivedPush): Promise<string> {
    if (headers["content-encoding"] !== "aes128gcm") {
      throw new Error("encoding");
    }
    const salt = body.slice(0, 16);
    const recordBytes = new DataView(body.buffer).getUint32(16);
    const keyEnd = 21 + body[20];
    const theirs = body.slice(21, keyEnd);
    const record = body.slice(keyEnd);
    if (record.length >= recordBytes) throw new Error("more than one record");
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const { subtle } = crypto;
    const key = await subtle.importKey("raw", theirs, curve, false, []);
    const ecdh = { name: "ECDH", public: key };
    const shared = await subtle.deriveBits(ecdh, this.keys.privateKey, 256);
    const info = join(
      encoder.encode("WebPush: info\0"),
      this.publicKey,
      theirs,
    );
    const secret = new Uint8Array(shared);
    const input = await expand(secret, this.secret, info, 32);
    const derive = (name: string, length: number) =>
      expand(input, salt, join(encoder.encode(`${name}\0`)), length);
    const raw = await derive("Content-Encoding: aes128gcm", 16);
    const iv = await derive("Content-Encoding: nonce", 12);
    const aes = await subtle.importKey("raw", raw, "AES-GCM", false, [
      "decrypt",
    ]);
    const padded = await subtle.decrypt({ name: "AES-GCM", iv }, aes, record);
    const bytes = new Uint8Array(padded);
    const end = bytes.findLastIndex((byte) => byte !== 0);
    if (bytes[end] !== 2) throw new Error("no end of the last record");
    return new TextDecoder("utf-8", { fatal: true }).decode(
      bytes.subarray(0, end),
    );
  }
}

const URL_SAFE = { alphabet: "base64url", omitPadding: true } as const;

function join(...parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** @see RFC 5869 */
async function expand(
  input: Bytes,
  salt: Bytes,
  info: Bytes,
  length: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", input, "HKDF", false, [
    "deriveBits",
  ]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(
    await crypto.subtle.deriveBits(hkdf, key, length * 8),
  );
}

/**
 * Reads what a push says of who has sent it.
 *
 * @param publicKey the key that must have signed it, in Base64 for URLs
 * @returns what is signed
 * @throws {Error} if it is signed by another key, or not at all
 * @see RFC 8292, sections 2 and 3
 */
export async function senderOf(
  { headers }: ArrivedPush,
  publicKey: string,
): Promise<Readonly<Record<string, unknown>>> {
  const [, token = "", key] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? "") ?? [];
  if (key !== publicKey) throw new Error(`signed by ${key}`);
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const point = Uint8Array.fromBase64(key, { alphabet: "base64url" });
  const { subtle } = crypto;
  const verifier = await subtle.importKey("raw", point, curve, false, [
    "verify",
  ]);
  const [head, claims, signature] = token.split(".");
  const isGood = await subtle.verify(
    { name: "ECDSA", hash: "SHA-256" },
    verifier,
    Uint8Array.fromBase64(signature, { alphabet: "base64url" }),
    encoder.encode(`${head}.${claims}`),
  );
  if (!isGood) throw new Error("the signature is wrong");
  const text = (part: string) =>
    JSON.parse(
      new TextDecoder().decode(
        Uint8Array.fromBase64(part, { alphabet: "base64url" }),
      ),
    );
  const { alg } = text(head);
  if (alg !== "ES256") throw new Error(`signed with ${alg}`);
  return text(claims);
}
