import { afterEach, expect, it, jest } from '@jest/globals';
import fs, { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppendFile } from './append-file';

const folder = mkdtempSync(join(tmpdir(), 'append-'));
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('writes nothing after half a line, even when there is room again', () => {
  const path = join(folder, 'journal');
  const file = new AppendFile(path);
  file.append('{"n":1}');
  const { writeSync } = fs;
  jest
    .spyOn(fs, 'writeSync')
    .mockImplementationOnce((descriptor) => writeSync(descriptor, '{"n'))
    .mockImplementationOnce(() => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write', errno: -28 });
    });
  expect(() => {
    file.append('{"n":2}');
  }).toThrow(`Cannot write ${path}: no space left on the device.`);
  expect(() => {
    file.append('{"n":3}');
  }).toThrow('no space left');
  file.close();
  expect(readFileSync(path, 'utf8')).toBe('{"n":1}\n{"n');
});
