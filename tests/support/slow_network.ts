import { TestNetwork } from "./test_network.ts";

/** A network whose shell takes its time to answer what the core asks. */
export class SlowNetwork extends TestNetwork {
  override answers = false;

  /** Answers all that was asked until now. */
  override answer(): void {
    super.answer(this.asked.length);
  }
}
