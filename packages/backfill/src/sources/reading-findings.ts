import type { FileForm } from './file-form';
import { UnreadableFiles, type UnreadableFile } from './unreadable-file';
import type { UnreadColumn } from './warehouse/table-context';

/** What a reading comes upon beside the calls. */
export class ReadingFindings {
  readonly unreadColumns: UnreadColumn[] = [];
  /** What each file that was opened is. */
  readonly forms = new Map<string, FileForm>();
  /** Files that cannot be read to their end; the others are read all the same. */
  readonly unreadable: UnreadableFile[] = [];

  /** Throws `UnreadableFiles` where there is one. */
  requireReadable(): void {
    if (this.unreadable.length > 0) throw new UnreadableFiles(this.unreadable);
  }
}
