const HANDSHAKE = 0x16;
const MAJOR_VERSION = 3;
const RECORD_HEADER_BYTES = 5;
const MOST_RECORD_BYTES = 16_384;
const CLIENT_HELLO = 1;
const MESSAGE_HEADER_BYTES = 4;

/** Of a longer one no more is waited for: TLS itself is to say what becomes of it. */
const MOST_BYTES = 16_384;

/** How far a client is with its first message; "broken" if it is none of TLS. */
export type HelloState = "unfinished" | "broken" | "whole";

/**
 * Tells when a client has said all that the first answer of TLS needs: until
 * then it must cost next to nothing, however it tears that.
 *
 * @see RFC 8446, sections 4.1.2 and 5.1
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const hello = new ClientHello();
 * assertEquals(hello.push(Uint8Array.of(0x16, 3, 1, 0)), "unfinished");
 * assertEquals(hello.push(Uint8Array.of(5, 1, 0, 0, 1)), "unfinished");
 * assertEquals(hello.push(Uint8Array.of(3)), "whole");
 * ```
 */
export class ClientHello {
  /** How many bytes have come. */
  #count = 0;
  /** Where it is in the header of a record. */
  #headerAt = 0;
  /** How many bytes of the record are to come; while its header comes, what that says so far. */
  #recordLeft = 0;
  /** Where it is in the header of the message. */
  #messageAt = 0;
  /** How many bytes of the message are to come, likewise. */
  #messageLeft = 0;

  /**
   * Bytes have come.
   *
   * @returns how far it is with them
   */
  push(bytes: Uint8Array): HelloState {
    this.#count += bytes.length;
    for (const byte of bytes) {
      const state = this.#headerAt < RECORD_HEADER_BYTES
        ? this.#takeHeader(byte)
        : this.#takeMessage(byte);
      if (state !== "unfinished") return state;
    }
    return this.#count < MOST_BYTES ? "unfinished" : "whole";
  }

  #takeHeader(byte: number): HelloState {
    const at = this.#headerAt++;
    if (at === 0) {
      this.#recordLeft = 0;
      return byte === HANDSHAKE ? "unfinished" : "broken";
    }
    if (at === 1) return byte === MAJOR_VERSION ? "unfinished" : "broken";
    if (at === 2) return "unfinished";
    this.#recordLeft = this.#recordLeft * 256 + byte;
    if (at === 3) return "unfinished";
    const fits = this.#recordLeft > 0 && this.#recordLeft <= MOST_RECORD_BYTES;
    return fits ? "unfinished" : "broken";
  }

  #takeMessage(byte: number): HelloState {
    if (--this.#recordLeft === 0) this.#headerAt = 0;
    if (this.#messageAt === MESSAGE_HEADER_BYTES) this.#messageLeft--;
    else if (this.#messageAt++ > 0) {
      this.#messageLeft = this.#messageLeft * 256 + byte;
    } else if (byte !== CLIENT_HELLO) return "broken";
    return this.#messageAt === MESSAGE_HEADER_BYTES && this.#messageLeft === 0
      ? "whole"
      : "unfinished";
  }
}
