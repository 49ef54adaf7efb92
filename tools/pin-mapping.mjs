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
  const { checkPins, readPins, renewPins, writePins } = loadTypeScript(join(contract, 'mapping-pins.ts'));
  const file = join(contract, 'mapping-pins.ndjson');
  const pins = readPins(file);
  const now = { version, createMapper, cases: loadCases() };
  if (isCheck) return { files: [], fault: checkPins(pins, now) };
  const renewed = renewPins(pins, now);
  return renewed.ok
    ? { files: [[file, writePins(renewed.pins)]], fault: undefined }
    : { files: [], fault: renewed.fault };
}
