import { OWN_FOLDER } from './wrappers';

/** The order in which files may be taken away: what loads goes before what is loaded, so our own folder goes last. */
export function inRemovalOrder<File extends { readonly path: string }>(
  files: readonly File[],
): readonly File[] {
  const reversed = [...files].reverse();
  const isOwn = ({ path }: File) => path.split('/').includes(OWN_FOLDER);
  return [...reversed.filter((file) => !isOwn(file)), ...reversed.filter(isOwn)];
}
