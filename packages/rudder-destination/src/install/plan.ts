import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER_NAME } from '../dashboard/identity';
import { isOurs } from './files';
import { findSourceFile, sourceFile, type Transformer } from './find-transformer';
import { mark } from './mark';
import { backupPath } from './record';
import { Refused } from './refused';
import { registerType } from './register-type';
import type { Way } from './way';
import {
  BUILT_IN,
  networkHandlerWrapper,
  OWN_FOLDER,
  reExport,
  runtimeFile,
  transformWrapper,
  workflowWrapper,
  type Language,
} from './wrappers';

/** A file as it is to be. Paths are from the transformer's folder, with slashes. */
export interface PlannedFile {
  readonly path: string;
  readonly content: string;
  /** Where the built-in file of that path goes; without one there is to be none. */
  readonly builtInPath?: string;
}

/** Every file that a way needs, in the order in which they may be written: what loads comes after what is loaded. */
export function planFiles(
  transformer: Transformer,
  way: Way,
  runtime: ReadonlyMap<string, string>,
): readonly PlannedFile[] {
  const { code } = transformer;
  return [
    ...[...runtime].map(([name, content]) => ({
      path: `${code}/${OWN_FOLDER}/${name}`,
      content: runtimeFile(content),
    })),
    ...(way.takeOver.length === 0 ? [] : takeOverFiles(transformer, way.takeOver)),
    ...(way.ownType ? ownTypeFiles(transformer) : []),
  ];
}

function takeOverFiles(transformer: Transformer, ids: readonly string[]): readonly PlannedFile[] {
  const { app, code } = transformer;
  const intercom = 'v0/destinations/intercom';
  const delivery = 'v1/destinations/intercom/networkHandler';
  return [
    instead(transformer, 'cdk/v2/handler', (language) => workflowWrapper(ids, language)),
    // The newer transformers have none: INTERCOM is a workflow there and nothing else.
    ...(findBuiltIn(join(app, code, intercom, 'transform')) === undefined
      ? []
      : [instead(transformer, `${intercom}/transform`, () => transformWrapper(ids))]),
    findBuiltIn(join(app, code, delivery)) === undefined
      ? {
          path: `${code}/${delivery}.js`,
          content: networkHandlerWrapper(ids, '../../../v0/destinations/intercom/networkHandler', 'v0'),
        }
      : instead(transformer, delivery, () => networkHandlerWrapper(ids, `./networkHandler${BUILT_IN}`, 'v1')),
  ];
}

function ownTypeFiles(transformer: Transformer): readonly PlannedFile[] {
  const at = (version: string, name: string) =>
    `${transformer.code}/${version}/destinations/${FOLDER_NAME}/${name}.js`;
  return [
    { path: at('v0', 'transform'), content: reExport(['process', 'processRouterDest']) },
    { path: at('v1', 'networkHandler'), content: reExport(['networkHandler']) },
    { path: at('v0', 'deleteUsers'), content: reExport(['processDeleteUsers']) },
    instead(transformer, 'features', (_language, features) => registered(features)),
  ];
}

function registered(features: string): string {
  const text = registerType(features);
  if (text !== undefined) return mark(text);
  throw new Refused(
    'features names no destinationCapabilities and no lists instead: this layout of the transformer is not known.',
  );
}

/** Ours in the place of a built-in file, in the language of that one. */
function instead(
  { app, code }: Transformer,
  name: string,
  content: (language: Language, builtIn: string) => string,
): PlannedFile {
  const file =
    findBuiltIn(join(app, code, name)) ??
    findSourceFile(backupPath(app, `${code}/${name}`)) ??
    sourceFile(join(app, code, name));
  const extension = file.endsWith('.ts') ? '.ts' : '.js';
  const builtIn = readFileSync(file, 'utf8');
  const hasDefault = extension === '.ts' && /^export\s+default\b|\bas\s+default\b/m.test(builtIn);
  return {
    path: `${code}/${name}${extension}`,
    builtInPath: `${code}/${name}${BUILT_IN}${extension}`,
    content: content({ extension, hasDefault }, builtIn),
  };
}

/** The built-in file, whether in its own place or out of ours. */
function findBuiltIn(path: string): string | undefined {
  const file = findSourceFile(path);
  return file === undefined || isOurs(file) ? findSourceFile(path + BUILT_IN) : file;
}
