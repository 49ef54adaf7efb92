import { Option } from 'commander';

export const MAPPING_HELP = 'mapping settings, YAML or JSON (docs/mapping.md lists them)';

export function regionOption(description: string): Option {
  return new Option('--region <region>', description).choices(['US', 'EU', 'AU']);
}
