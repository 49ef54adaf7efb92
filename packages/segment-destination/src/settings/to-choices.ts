/** Where an option is no words. */
const LABELS: Readonly<Record<string, string>> = { iso: 'ISO 4217' };

/** The options of a setting as a form shows them: `give_up` as "Give up". */
export function toChoices(options: readonly string[]): { value: string; label: string }[] {
  return options.map((option) => ({ value: option, label: LABELS[option] ?? toWords(option) }));
}

function toWords(option: string): string {
  return option.charAt(0).toUpperCase() + option.slice(1).replace(/_/g, ' ');
}
