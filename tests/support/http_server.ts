import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request is answered with. */
export interface Answer {
  readonly status?: number;
  /** A text as it is, all else as JSON */
  readonly body: unknown;
  /** Where else to look */
  readonly location?: string;
}

/** What was asked for. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers requests on a port of its own, and keeps them. */
export class HttpServer implements Disposable {
  readonly requests: HttpRequest[] = [];

  private constructor(readonly server: Server) {}

  /** @param answer what comes of each */
  static async start(
    answer: (request: HttpRequest) => Answer,
  ): Promise<HttpServer> {
    const server = createServer();
    const own = new HttpServer(server);
    server.on("request", async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      const { headers, method = "" } = request;
      const asked = { method, headers, body };
      own.requests.push(asked);
      const { body: text, location, status = 200 } = answer(asked);
      if (location !== undefined) response.setHeader("location", location);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof text === "string" ? text : JSON.stringify(text));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return own;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/`;
  }

  [Symbol.dispose](): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
