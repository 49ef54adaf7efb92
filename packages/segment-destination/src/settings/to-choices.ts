/** Where an option is no words. */
const LABELS: Readonly<Record<string, string>> = { iso: 'ISO 4217' };

/** The options of a setting as a form shows them: `give_up` as "Give up". */
export function toChoices(options: readonly string[]): { value: string; label: string }[] {
  return options.map((option) => ({ value: option, label: labelOf(option) }));
}

/** A note with its options as the form shows them. */
export function withLabels(note: string, options: readonly string[]): string {
  return options.reduce((text, option) => text.replace(`${option}: `, () => `${labelOf(option)}: `), note);
}

function labelOf(option: string): string {
  return LABELS[option] ?? option.charAt(0).toUpperCase() + option.slice(1).replace(/_/g, ' ');
}
