import { Option } from 'commander';
import { PROGRESS_FORMS } from '../terminal/progress';

export const MAPPING_HELP = 'mapping settings, YAML or JSON (docs/settings.md lists them)';

export function regionOption(description: string): Option {
  return new Option('--region <region>', description).choices(['US', 'EU', 'AU']);
}

export function progressOption(): Option {
  return new Option('--progress <form>', 'how to show progress on standard error')
    .choices(PROGRESS_FORMS)
    .default('auto');
}
