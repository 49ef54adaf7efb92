import { InputError, type ContactSeed, type Simulator } from '@intercom-destination/simulator';
import { CannotRun } from '../terminal/cannot-run';

/** Seeds the simulator, or closes it and throws a fault that does not show whom the contacts are about. */
export async function seedSimulator(simulator: Simulator, contacts: readonly ContactSeed[]): Promise<number> {
  try {
    return simulator.seedContacts(contacts);
  } catch (error) {
    await simulator.close();
    if (!(error instanceof InputError)) throw error;
    const reason = error.message.replace(/ ".*" is taken/s, ' is taken by a contact before it');
    throw new CannotRun(`The contacts for the simulator cannot be used. ${reason}`, { cause: error });
  }
}
