import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callCommand } from '../backfill/call-command';
import { makeCall } from '../backfill/command';
import { openIngestion } from './double';
import { Scene } from './scene';

it('the page of a run into a platform counts what was handed over, as the text does', async () => {
  const scene = new Scene();
  const handedOver = Array.from({ length: 3 }, (_, at) => makeCall(at));
  scene.writeCalls([...handedOver, makeCall(0), { type: 'page' }, { type: 'track' }]);
  const { stdout } = await scene.call('segment', await openIngestion('segment'));
  expect(await callCommand(['report', scene.runDir])).toMatchObject({ code: 0 });
  const page = readFileSync(join(scene.runDir, 'report.html'), 'utf8');

  const rows = rowsOf(page, 'Calls by how they ended');
  expect(rows).toEqual({
    'Handed over': 3,
    Duplicates: 1,
    Skipped: 1,
    Refused: 1,
  });
  expect(page).toContain('They add up to 6: every call counted once.');
  expect(Object.values(rows).reduce((sum, count) => sum + count, 0)).toBe(6);
  for (const [name, count] of Object.entries(rows)) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name.toLowerCase()} +${count} `, 'm'));
  }

  const { measurements } = scene.readReport() as {
    measurements: { buckets: readonly { accepted: number; not_sent: number }[] };
  };
  const sum = (count: 'accepted' | 'not_sent') =>
    measurements.buckets.reduce((total, bucket) => total + bucket[count], 0);
  // The page call was left out before the hand-over began.
  expect({ accepted: sum('accepted'), not_sent: sum('not_sent') }).toEqual({ accepted: 3, not_sent: 2 });
  expect(legendOf(page)).toEqual(['handed over', 'dead letters', 'not sent']);
  expect(page).not.toContain('the identifier that found the contact');
});

/** The counts of one table of a page by their names. */
function rowsOf(page: string, caption: string): Record<string, number> {
  const [, table = ''] =
    new RegExp(`<caption>\\s*${caption}\\s*</caption>(.*?)</table>`, 's').exec(page) ?? [];
  const rows = table.matchAll(/<th scope="row">([^<]*)<.*?<td class="number">(\d+)<\/td>/gs);
  return Object.fromEntries([...rows].map(([, name = '', count]) => [name.trim(), Number(count)]));
}

/** What the first chart of a page tells apart. */
function legendOf(page: string): string[] {
  const [, legend = ''] = /<figcaption class="legend">(.*?)<\/figcaption>/s.exec(page) ?? [];
  return [...legend.matchAll(/<\/svg\s*>([^<]*)<\/span/g)].map(([, name = '']) => name.trim());
}
