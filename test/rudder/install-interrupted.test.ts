import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply } from '../../packages/rudder-destination/src/install/apply';
import { findTransformer } from '../../packages/rudder-destination/src/install/find-transformer';
import { planFiles } from '../../packages/rudder-destination/src/install/plan';
import { uninstall } from '../../packages/rudder-destination/src/install/uninstall';
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
  folder = fs.mkdtempSync(join(tmpdir(), 'rudder-interrupted-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
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

function install(app: string, way: typeof BOTH): void {
  const transformer = findTransformer(app);
  apply({ transformer, way, plan: planFiles(transformer, way, RUNTIME), version: '1.0.0' });
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
