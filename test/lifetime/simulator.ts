import {
  startSimulator as start,
  type Simulator,
  type SimulatorOptions,
} from '@intercom-destination/simulator';
import { stopAtEnd } from './lifetime';

/** Starts a simulator that is closed when the test ends. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await start(options);
  stopAtEnd(() => simulator.close());
  return simulator;
}
