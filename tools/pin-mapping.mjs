import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTypeScript } from './load-typescript.mjs';
import { root } from './run.mjs';

const contract = join(root, 'test', 'contract');

/**
 * Holds the built mapper to the pinned outputs of the shared cases. `files` is path and content of what to write; `fault`
 * says why nothing may be written, and with `isCheck` what is wrong with what is written. `undefined`: nothing.
 */
export function pinMapping({ createMapper, MAPPING_VERSION: version }, isCheck) {
  const { loadCases } = loadTypeScript(join(contract, 'load-cases.ts'));
  const { checkPins, digestCases, renewPins } = loadTypeScript(join(contract, 'mapping-pins.ts'));
  const file = join(contract, 'mapping-pins.json');
  const pins = JSON.parse(readFileSync(file, 'utf8'));
  const now = { version, cases: digestCases(loadCases(), createMapper) };
  if (isCheck) return { files: [], fault: checkPins(pins, now) };
  const renewed = renewPins(pins, now);
  return renewed.ok
    ? { files: [[file, JSON.stringify(renewed.pins)]], fault: undefined }
    : { files: [], fault: renewed.fault };
}
