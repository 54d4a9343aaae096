// @ts-types="@types/ws"
import { type ClientOptions, WebSocket } from "ws";
import { PATIENCE_MS, within } from "./within.ts";

/** What came in one message. */
export interface Message {
  readonly text: string;
  readonly isBinary: boolean;
}

/** How a connection has ended. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A client over WebSocket. It accepts no message that is more than a line, or less. */
export class WebSocketClient implements Disposable {
  readonly #messages: Message[] = [];
  #wake: () => void = () => {};
  #fault: Error | null = null;
  readonly #closed: Promise<Closing>;

  /** @param webSocket one that is not open yet */
  private constructor(readonly webSocket: WebSocket) {
    webSocket.on("message", (data, isBinary) => {
      const text = String(data);
      if (/[\r\n\0]|^$/.test(text)) this.#fault = new Error(`no line: ${text}`);
      this.#messages.push({ text, isBinary });
      this.#wake();
    });
    this.#closed = new Promise((resolve) => {
      webSocket.on("close", (code, reason) => {
        this.#fault ??= new Error(
          `no more messages: it was closed with ${code}`,
        );
        this.#wake();
        resolve({ code, reason: String(reason) });
      });
    });
  }

  /**
   * @param protocols the subprotocols that it speaks
   * @returns a client that has said nothing yet; rejects if it is refused
   */
  static async connect(
    port: number,
    protocols: readonly string[] = ["text.ircv3.net"],
    options: ClientOptions = {},
  ): Promise<WebSocketClient> {
    const scheme = options.ca === undefined ? "ws" : "wss";
    const url = `${scheme}://localhost:${port}/`;
    const client = new WebSocketClient(
      new WebSocket(url, [...protocols], { autoPong: true, ...options }),
    );
    const opened = new Promise<void>((resolve, reject) => {
      client.webSocket.on("open", resolve);
      client.webSocket.on("error", reject);
    });
    await within(PATIENCE_MS, "open", opened);
    return client;
  }

  /** The subprotocol that was agreed on. */
  get protocol(): string {
    return this.webSocket.protocol;
  }

  /** @param messages each is sent as one message */
  send(...messages: (string | Uint8Array)[]): void {
    for (const message of messages) this.webSocket.send(message);
  }

  /** @returns the next message */
  async message(): Promise<Message> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#fault !== null) throw this.#fault;
      const arrived = new Promise<void>((resolve) => this.#wake = resolve);
      await within(PATIENCE_MS, "message", arrived);
    }
  }

  /** @returns the lines up to and with the first that matches */
  async until(last: RegExp): Promise<string[]> {
    const lines: string[] = [];
    do lines.push((await this.message()).text); while (
      !last.test(lines[lines.length - 1])
    );
    return lines;
  }

  /** Says who it is and takes the welcome. */
  async register(nick: string): Promise<void> {
    this.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    await this.until(/^\S+ (422|376) /);
  }

  /** @returns the lines that came before the answer to a PING */
  async settle(): Promise<string[]> {
    const token = crypto.randomUUID();
    this.send(`PING ${token}`);
    return (await this.until(new RegExp(`PONG \\S+ :${token}$`))).slice(0, -1);
  }

  /** @returns how it was closed, once it is */
  closed(): Promise<Closing> {
    return within(PATIENCE_MS, "close", this.#closed);
  }

  [Symbol.dispose](): void {
    this.webSocket.terminate();
  }
}
