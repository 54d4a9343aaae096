import { once } from "node:events";
import net from "node:net";
import { within } from "./within.ts";

/**
 * Connects, says lines and goes away with RST. A socket of Deno itself always
 * sends FIN first.
 *
 * @param port the server's port
 * @param lines lines without their CR LF
 * @param answer what must have come before the reset
 */
export async function sayAndReset(
  port: number,
  lines: readonly string[],
  answer: string,
): Promise<void> {
  const socket = net.connect(port, "127.0.0.1");
  socket.write(lines.map((line) => `${line}\r\n`).join(""));
  let received = "";
  socket.on("data", (data) => {
    received += data;
    if (received.includes(answer)) socket.resetAndDestroy();
  });
  await within(5000, "reset", once(socket, "close"));
}

/**
 * Connects, says lines and goes away with RST at once, whatever the answer.
 *
 * @param port the server's port
 * @param lines lines without their CR LF
 */
export async function sayAndResetAtOnce(
  port: number,
  lines: readonly string[],
): Promise<void> {
  const socket = net.connect(port, "127.0.0.1");
  const closed = once(socket, "close");
  socket.write(lines.map((line) => `${line}\r\n`).join(""), () => {
    socket.resetAndDestroy();
  });
  await within(5000, "reset", closed);
}
