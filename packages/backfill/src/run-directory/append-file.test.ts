import { expect, it, jest } from '@jest/globals';
import fs, { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../../../test/lifetime/folder';
import { stopAtEnd } from '../../../../test/lifetime/lifetime';
import { AppendFile } from './append-file';

it('writes nothing after half a line, even when there is room again', () => {
  stopAtEnd(() => {
    jest.restoreAllMocks();
  });
  const path = join(createFolder().folder, 'journal');
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
