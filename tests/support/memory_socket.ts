import { Duplex } from "node:stream";
import { Buffer } from "node:buffer";

/** A socket that exists in memory alone: what the server's side of one is to `ws`. */
export class MemorySocket extends Duplex {
  /** What the server has written. */
  readonly written: Uint8Array[] = [];
  /** True while nothing that is written goes out. */
  isStuck = false;
  #goOn: (() => void)[] = [];

  override _read(): void {}

  override _write(
    chunk: Uint8Array,
    _encoding: string,
    callback: () => void,
  ): void {
    this.written.push(chunk.slice());
    if (this.isStuck) this.#goOn.push(callback);
    else callback();
  }

  override _writev(
    chunks: { chunk: Uint8Array }[],
    callback: () => void,
  ): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), "", callback);
  }

  /** Lets out what is stuck. */
  unstick(): void {
    this.isStuck = false;
    for (const callback of this.#goOn.splice(0)) callback();
  }

  /** The client has sent something. */
  receive(bytes: Uint8Array): void {
    this.push(Buffer.from(bytes));
  }
}
