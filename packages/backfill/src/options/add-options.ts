import type { Command, Option } from 'commander';

/** Adds a group of options that several commands share. */
export function addOptions(command: Command, options: readonly Option[]): Command {
  return options.reduce((extended, option) => extended.addOption(option), command);
}
