import { MAPPING_SETTINGS } from '@intercom-destination/core';

const EXPORT_LIST = /^export \{ transformEvent \};\n?/m;
const FUNCTION = /^function transformEvent\(/m;

/** Puts the settings at the top of the transformation, and `export` where RudderStack's own examples have it. */
export function withSettings() {
  return {
    name: 'transformation-settings',
    renderChunk(code) {
      if (!EXPORT_LIST.test(code) || !FUNCTION.test(code))
        this.error('There is no transformEvent to export.');
      const body = code.replace(EXPORT_LIST, '').replace(FUNCTION, 'export function transformEvent(');
      return `${HEADER}\nconst SETTINGS = {\n${Object.entries(MAPPING_SETTINGS).map(toSetting).join('\n')}\n};\n\n${body}`;
    },
  };
}

const HEADER = `/**
 * Makes Intercom data events of track calls: a RudderStack Transformation for destinations of the types Intercom and
 * Intercom V2. Paste it whole into the editor, and change nothing but the settings.
 * Not affiliated with Intercom or RudderStack. MIT licence.
 */

/** Each setting at its default. docs/settings.md says more of each. */`;

function toSetting([name, row]) {
  const options = row.options === undefined ? '' : ` One of: ${row.options.join(', ')}.`;
  const comment = wrap(`${NOTES[name] ?? row.note}${row.kind === 'choices' ? '' : options}`);
  return `${comment}\n  ${name}: ${toSource(row.default)},`;
}

/** Where less is true than elsewhere: RudderStack's own destination sends the event, and asks nobody a second time. */
const NOTES = {
  identifierOrder:
    "Which identifiers may name the contact, the strongest first: Intercom's contact id, the user id, the email. Only the strongest that a call has is sent.",
};

const WIDTH = 110;

function wrap(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1).length + word.length >= WIDTH) lines.push('');
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines.map((line) => `  //${line}`).join('\n');
}

function toSource(value) {
  if (Array.isArray(value)) return `[${value.map(toSource).join(', ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${toSource(entry)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}
