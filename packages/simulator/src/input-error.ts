/** What someone gave the simulator that it cannot use; the message is one sentence that says why. */
export class InputError extends TypeError {
  override readonly name = 'InputError';
}
