import type { Effects } from "../../src/irc/effects.ts";
import { TestNetwork } from "./test_network.ts";

/** A network whose shell takes its time to check passwords. */
export class SlowNetwork extends TestNetwork {
  /** What it was asked to check and has not answered. */
  readonly asked: Parameters<Effects["checkPassword"]>[] = [];

  override checkPassword(id: number, hash: string, password: string): void {
    this.asked.push([id, hash, password]);
  }

  /** Tells the outcomes of all that it was asked. */
  answer(): void {
    for (const [id, hash, password] of this.asked.splice(0)) {
      super.checkPassword(id, hash, password);
    }
  }
}
