import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { outputOf } from '../lifetime/run-process';
import { compileExample, readExamples, type Export } from './export-examples';

/** The exports that people import most. Each shows how it is used. */
const EXPORTS: readonly Export[] = [
  { specifier: '@intercom-destination/core', name: 'createMapper' },
  { specifier: '@intercom-destination/core', name: 'explainTrackCall' },
  { specifier: '@intercom-destination/core', name: 'createClient' },
  { specifier: '@intercom-destination/simulator', name: 'startSimulator' },
  { specifier: '@intercom-destination/segment-destination', name: 'destination' },
  { specifier: '@intercom-destination/rudder-destination', name: 'process' },
  { specifier: '@intercom-destination/rudder-destination', name: 'processRouterDest' },
  { specifier: '@intercom-destination/rudder-destination', name: 'processDeleteUsers' },
];

describe.each(EXPORTS)('the example of $name in $specifier', (exported) => {
  it('is there, compiles and prints what its comments say', async () => {
    const examples = readExamples(exported);
    expect(examples).not.toEqual([]);
    for (const example of examples) {
      expect(example.prints).not.toBe('');
      const { js, complaints } = compileExample(example);
      expect(complaints).toEqual([]);
      expect(await printedBy(js, example.language)).toBe(example.prints);
    }
  });
});

/** Runs a program as a user's own would be, against the built packages. */
function printedBy(js: string, language: 'ts' | 'cts'): Promise<string> {
  const type = language === 'cts' ? 'commonjs' : 'module';
  return outputOf(process.execPath, ['--input-type', type, '--eval', js], { cwd: join(__dirname, '..') });
}
