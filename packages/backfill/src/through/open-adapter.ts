import type { Through } from '../options/through';
import { CannotRun } from '../terminal/cannot-run';
import type { AdapterSettings, HostAdapter } from './host-adapter';
import { openRudderAdapter } from './rudder/rudder-adapter';
import { openSegmentAdapter } from './segment/segment-adapter';

/** The adapter that a run goes through; `undefined`: none. Throws what it cannot be set to, and what is not installed. */
export function openAdapter(through: Through, settings: AdapterSettings): HostAdapter | undefined {
  if (through === 'core') return undefined;
  if (settings.missingContact === 'create_lead') {
    throw new CannotRun(
      `--through ${through} makes no leads: --missing-contact create_lead is core's alone.`,
    );
  }
  switch (through) {
    case 'segment':
      return openSegmentAdapter(settings);
    case 'rudder':
      return openRudderAdapter(settings);
    default:
      return through satisfies never;
  }
}
