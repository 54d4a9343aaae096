import { PATIENCE_MS, within } from "./within.ts";

const READ_BYTES = 64 * 1024;

const encoder = new TextEncoder();

/**
 * A client on a socket. It reads only when a test asks for lines, and accepts
 * nothing but UTF-8 in lines that end in CR LF and hold no other control that
 * would end one.
 */
export class SocketClient implements Disposable {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #buffer = new Uint8Array(READ_BYTES);
  #lines: string[] = [];
  #taken = 0;
  #rest = "";
  #ended = false;
  #closed = false;

  /** @param connection the socket */
  constructor(readonly connection: Deno.Conn) {}

  /**
   * @param port the server's port
   * @param hostname its address
   * @returns a client that has said nothing yet
   */
  static async connect(
    port: number,
    hostname = "127.0.0.1",
  ): Promise<SocketClient> {
    const connecting = Deno.connect({ hostname, port });
    const connection = await within(PATIENCE_MS, "connect", connecting);
    connection.setNoDelay();
    return new SocketClient(connection);
  }

  /** @param lines lines without their CR LF, which are sent in one write */
  async send(...lines: string[]): Promise<void> {
    await this.write(lines.map((line) => `${line}\r\n`).join(""));
  }

  /** @param data what is sent as it is, in one write where the system takes it */
  async write(data: string | Uint8Array): Promise<void> {
    let bytes = typeof data === "string" ? encoder.encode(data) : data;
    while (bytes.length > 0) {
      const writing = this.connection.write(bytes);
      bytes = bytes.subarray(await within(PATIENCE_MS, "write", writing));
    }
  }

  /**
   * @returns the next line, without its CR LF
   * @throws {Error} if the connection ends before it
   */
  async line(): Promise<string> {
    while (this.#taken === this.#lines.length) {
      if (!await this.#read()) throw new Error("no more lines: it has ended");
    }
    return this.#lines[this.#taken++];
  }

  /**
   * @param last what to look for
   * @returns the lines up to and with the first that matches
   * @throws {Error} if the connection ends before it
   */
  async until(last: RegExp): Promise<string[]> {
    const lines: string[] = [];
    do lines.push(await this.line()); while (
      !last.test(lines[lines.length - 1])
    );
    return lines;
  }

  /**
   * @returns every line up to the end of the connection
   * @throws {Error} if it is not ended in order, with FIN
   */
  async remaining(): Promise<string[]> {
    while (await this.#read()) { /* until there is no more */ }
    if (this.#rest !== "") throw new Error(`half a line: ${this.#rest}`);
    const lines = this.#lines.slice(this.#taken);
    this.#taken = this.#lines.length;
    return lines;
  }

  /**
   * Asks the server for PONG, and so waits until it has done all that it was
   * asked before, by whomever.
   *
   * @returns the lines that came before the PONG
   */
  async settle(): Promise<string[]> {
    const token = crypto.randomUUID();
    await this.send(`PING ${token}`);
    const lines = await this.until(new RegExp(`PONG \\S+ :${token}$`));
    return lines.slice(0, -1);
  }

  /**
   * Says who it is and takes the welcome.
   *
   * @param nick the nickname, which is username and real name too
   */
  async register(nick: string): Promise<void> {
    await this.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    await this.until(/^\S+ (422|376) /);
  }

  /** Sends FIN: it will say nothing more, but reads on. */
  async endWrite(): Promise<void> {
    await this.connection.closeWrite();
  }

  /** Goes away without a word; the system sends FIN. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.connection.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** @returns false at the end of the connection */
  async #read(): Promise<boolean> {
    if (this.#ended) return false;
    const length = await this.#readBytes();
    if (length === null) {
      this.#ended = true;
      return false;
    }
    const bytes = this.#buffer.subarray(0, length);
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    const lines = text.split("\r\n");
    this.#rest = lines.pop() ?? "";
    const broken = lines.find((line) => /[\0\r\n]/.test(line));
    if (broken !== undefined) throw new Error(`bad line: ${broken}`);
    this.#lines = this.#lines.slice(this.#taken).concat(lines);
    this.#taken = 0;
    return true;
  }

  async #readBytes(): Promise<number | null> {
    try {
      const reading = this.connection.read(this.#buffer);
      return await within(PATIENCE_MS, "read", reading);
    } catch (error) {
      this.close();
      throw error;
    }
  }
}
