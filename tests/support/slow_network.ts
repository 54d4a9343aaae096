import { TestNetwork } from "./test_network.ts";

/** A network whose shell takes its time to answer what the core asks. */
export class SlowNetwork extends TestNetwork {
  override answers = false;

  /** Answers what was asked first, or all that was asked until now. */
  override answer(most = this.asked.length): void {
    super.answer(most);
  }
}
