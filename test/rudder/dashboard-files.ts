import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DASHBOARD_FOLDER = join(__dirname, '..', '..', 'packages', 'rudder-destination', 'dashboard');

/** A file of the dashboard as it is written. */
export function readDashboardFile(name: string): unknown {
  return JSON.parse(readFileSync(join(DASHBOARD_FOLDER, name), 'utf8'));
}

export interface DbConfig {
  readonly name: string;
  readonly displayName: string;
  readonly config: {
    readonly supportedSourceTypes: readonly string[];
    readonly destConfig: Readonly<Record<string, readonly string[]>>;
    readonly secretKeys: readonly string[];
  };
}

export interface UiConfig {
  readonly uiConfig: {
    readonly baseTemplate: readonly {
      readonly title: string;
      readonly sections: readonly { readonly groups: readonly { readonly fields: readonly UiField[] }[] }[];
    }[];
  };
}

export interface UiField {
  readonly type: string;
  readonly configKey: string;
  readonly label?: string;
  readonly note?: string;
  readonly default?: unknown;
  readonly secret?: boolean;
  readonly regex?: string;
  readonly tagKey?: string;
  readonly options?: readonly { readonly value: string }[];
  readonly rowFields?: readonly UiField[];
}
