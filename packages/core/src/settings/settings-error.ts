/** A bad setting. The message is one sentence that names the setting, what it may be and what it is. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
