import { beforeEach, expect, it, jest } from '@jest/globals';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { apply } from '../../packages/rudder-destination/src/install/apply';
import { findTransformer } from '../../packages/rudder-destination/src/install/find-transformer';
import { planFiles } from '../../packages/rudder-destination/src/install/plan';
import { runtimeFiles } from '../../packages/rudder-destination/src/install/runtime-files';
import { uninstall } from '../../packages/rudder-destination/src/install/uninstall';
import { createFolder } from '../lifetime/folder';
import { stopAtEnd } from '../lifetime/lifetime';
import { snapshot } from '../packages/rudder-transformer/snapshot';
import { LAYOUTS, writeTransformer } from '../packages/rudder-transformer/stand-in';

const RUNTIME = new Map([
  ['index.cjs', 'exports.process = 1;\n'],
  ['take-over.cjs', 'exports.takeOverWorkflow = 1;\n'],
]);
const BOTH = { takeOver: ['chosen'], ownType: true };
const NARROWER = { takeOver: ['other'], ownType: false };

let folder: string;

beforeEach(() => {
  folder = createFolder().folder;
  stopAtEnd(() => {
    jest.restoreAllMocks();
  });
});

it.each(LAYOUTS)(
  '$name: what ended before or after any rename is finished or undone by the next run',
  (layout) => {
    const app = writeTransformer(folder, layout);
    const before = snapshot(folder);
    install(app, BOTH);
    const whole = snapshot(folder);
    uninstall(app);
    let moments = 0;
    for (let isOver = false; !isOver; moments += 1) {
      isOver = endAt(moments, () => {
        install(app, BOTH);
      });
      if (moments % 2 === 0) {
        install(app, BOTH);
        expect(snapshot(folder)).toEqual(whole);
      }
      uninstall(app);
      expect(snapshot(folder)).toEqual(before);
    }
    expect(moments).toBeGreaterThan(20);
  },
);

it('so is a change from one way to another', () => {
  const [layout] = LAYOUTS;
  if (layout === undefined) throw new Error('no layout');
  const app = writeTransformer(folder, layout);
  const before = snapshot(folder);
  install(app, NARROWER);
  const narrower = snapshot(folder);
  for (let moment = 0, isOver = false; !isOver; moment += 1) {
    install(app, BOTH);
    isOver = endAt(moment, () => {
      install(app, NARROWER);
    });
    install(app, NARROWER);
    expect(snapshot(folder)).toEqual(narrower);
  }
  uninstall(app);
  expect(snapshot(folder)).toEqual(before);
});

it.each(LAYOUTS)(
  '$name: at every moment of an upgrade and of the way back the transformer loads',
  (layout) => {
    const app = writeTransformer(folder, layout);
    const before = snapshot(folder);
    const entry = join(app, layout.code, 'cdk', 'v2', 'handler');
    const [older, newer] = [builtAs('older'), builtAs('newer')];
    for (let moment = 0, isOver = false; !isOver; moment += 1) {
      install(app, BOTH, older);
      isOver = endAt(moment, () => {
        install(app, BOTH, newer);
      });
      expect(missingFor(entry)).toEqual([]);
      endAt(moment, () => {
        uninstall(app);
      });
      expect(missingFor(entry)).toEqual([]);
      uninstall(app);
      expect(snapshot(folder)).toEqual(before);
    }
  },
);

/** The built files of a version, as they load each other: the names of what the entries share change with its content. */
function builtAs(version: string): ReadonlyMap<string, string> {
  const dist = createFolder().folder;
  const files = {
    'index.cjs': `require('./src-${version}.cjs');\n`,
    'take-over.cjs': `require('./src-${version}.cjs');\n`,
    [`src-${version}.cjs`]: `exports.version = '${version}';\n`,
  };
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(join(dist, name), content);
  return runtimeFiles(dist);
}

/** What a file loads, and what that loads, as far as it is not there. */
function missingFor(name: string): readonly string[] {
  const file = ['', '.ts', '.js'].map((extension) => name + extension).find((each) => fs.existsSync(each));
  if (file === undefined) return [name];
  const loaded = fs.readFileSync(file, 'utf8').matchAll(/(?:\brequire\(|\bfrom )'(\.[^']+)'/g);
  return [...loaded].flatMap(([, path = '']) => missingFor(join(dirname(file), path)));
}

function install(app: string, way: typeof BOTH, runtime: ReadonlyMap<string, string> = RUNTIME): void {
  const transformer = findTransformer(app);
  apply({ transformer, way, plan: planFiles(transformer, way, runtime), version: '1.0.0' });
}

/** Ends the work as a kill would: at an even moment before a rename or removal, at an odd one right after. Whether it came to its end. */
function endAt(moment: number, work: () => void): boolean {
  let now = -1;
  const pass = () => {
    now += 1;
    if (now === moment) throw new Error('killed');
  };
  for (const name of ['renameSync', 'rmSync'] as const) {
    const real = fs[name] as (...given: unknown[]) => void;
    jest.spyOn(fs, name).mockImplementation((...given: unknown[]) => {
      pass();
      real(...given);
      pass();
    });
  }
  try {
    work();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ message: 'killed' });
    return false;
  } finally {
    jest.restoreAllMocks();
  }
}
