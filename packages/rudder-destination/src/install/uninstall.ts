import { withLock } from './lock';
import { putBack, refuseLinksToPutBack } from './put-back';
import { readRecord, removeEmptyRecord, removeRecord } from './record';
import { inRemovalOrder } from './removal-order';

/** Puts back every file and says which; none if nothing is installed. Done again after a half-done one, it does the rest. */
export function uninstall(app: string): readonly string[] {
  return withLock(app, () => {
    const record = readRecord(app);
    if (record === undefined) {
      removeEmptyRecord(app);
      return [];
    }
    const files = inRemovalOrder(record.files);
    for (const file of files) refuseLinksToPutBack(app, file);
    for (const file of files) putBack(app, file);
    removeRecord(app);
    return files.map(({ path }) => path);
  });
}
