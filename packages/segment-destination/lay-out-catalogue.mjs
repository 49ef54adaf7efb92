import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import ts from 'typescript';

// Lays the sources out as a folder of Segment's catalogue, with what they need of core's in it.
const USAGE = 'Say into which folder: npm run catalogue --prefix packages/segment-destination -- FOLDER';
const folder = dirname(fileURLToPath(import.meta.url));
const source = join(folder, 'src');
const core = join(folder, '..', 'core', 'src');
const { destination } = createRequire(import.meta.url)('./dist/index.cjs');

/** Source: "prettier" in the package.json of segmentio/action-destinations. */
const STYLE = { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 };
/** In place of a library that their repository does not have. */
const STAND_INS = { 'p-limit': join(source, 'catalogue', 'bounded.ts') };
/** Goes beside the action, as each of theirs does. */
const TEST = join(source, 'catalogue', 'track-event.test.ts');

const target = process.argv[2];
if (target === undefined) {
  console.error(USAGE);
  process.exit(1);
}
if (!clear(target)) {
  console.error(
    `${target} holds something else than this destination. Choose a folder that is empty or not there.`,
  );
  process.exit(1);
}
const exportsOfCore = whereExported(join(core, 'index.ts'));
const files = reachableFrom([join(source, 'index.ts'), TEST]);
for (const file of files)
  write(
    placeOf(file),
    await format(withoutExamples(rewriteImports(file)), { ...STYLE, parser: 'typescript' }),
  );
const metadata = readFileSync(join(source, 'metadata.json'), 'utf8');
write('metadata.json', await format(metadata, { ...STYLE, parser: 'json' }));
console.log(`${files.size + 1} files written to ${target}`);

/** Takes away what an earlier run has left, which this one may not have any longer. False: something else is there. */
function clear(path) {
  if (!existsSync(path) || readdirSync(path).length === 0) return true;
  const metadataFile = join(path, 'metadata.json');
  if (!existsSync(metadataFile)) return false;
  if (JSON.parse(readFileSync(metadataFile, 'utf8')).slug !== destination.slug) return false;
  rmSync(path, { recursive: true });
  return true;
}

function write(path, content) {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The files and all that they import, however far. */
function reachableFrom(starts) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const statement of importsOf(parse(file)))
      for (const next of targetsOf(statement, file).keys()) visit(next);
  };
  starts.forEach(visit);
  return found;
}

function rewriteImports(file) {
  const parsed = parse(file);
  let { text } = parsed;
  for (const statement of importsOf(parsed).reverse()) {
    const rewritten = rewriteImport(statement, file);
    const lineEnd = rewritten === '' ? 1 : 0;
    text = text.slice(0, statement.getStart()) + rewritten + text.slice(statement.getEnd() + lineEnd);
  }
  return text;
}

/** An example shows our packages, which their repository does not have. */
function withoutExamples(text) {
  return text.replace(/^ \*\n \* @example\n[^]*?^ \*\//gm, ' */');
}

function rewriteImport(statement, file) {
  // Their tests have jest's functions as globals.
  if (nameOf(statement) === '@jest/globals') return '';
  const targets = [...targetsOf(statement, file)];
  if (targets.length === 0) return statement.getText();
  const keyword = statement.importClause?.isTypeOnly === true ? 'import type' : 'import';
  return targets
    .map(([at, names]) => {
      const path = JSON.stringify(specifierOf(file, at));
      if (names !== undefined) return `${keyword} { ${names.join(', ')} } from ${path}`;
      return statement.getText().replace(statement.moduleSpecifier.getText(), () => path);
    })
    .join('\n');
}

/** The files of ours that a statement leads to; of core's, with the names that each of them exports. */
function targetsOf(statement, file) {
  const name = nameOf(statement);
  if (name.startsWith('.')) return new Map([[moduleFile(resolve(dirname(file), name)), undefined]]);
  if (name in STAND_INS) return new Map([[STAND_INS[name], undefined]]);
  if (name !== '@intercom-destination/core') return new Map();
  const byFile = new Map();
  for (const element of statement.importClause.namedBindings.elements) {
    const at = exportsOfCore.get(element.name.text);
    byFile.set(at, [...(byFile.get(at) ?? []), element.getText()]);
  }
  return byFile;
}

/** By the name of each thing that core exports, the file that makes it. */
function whereExported(index) {
  const found = new Map();
  for (const statement of importsOf(parse(index))) {
    const file = moduleFile(resolve(dirname(index), nameOf(statement)));
    const { exportClause } = statement;
    if (exportClause === undefined) for (const [name, at] of whereExported(file)) found.set(name, at);
    else for (const { name } of exportClause.elements) found.set(name.text, file);
  }
  return found;
}

/** Where a file goes: an action's folder has the action's own name, and the test of it stands there. */
function placeOf(file) {
  if (file === TEST) return join('trackEvent', '__tests__', 'index.test.ts');
  if (Object.values(STAND_INS).includes(file)) return basename(file);
  if (file.startsWith(core)) return join('core', relative(core, file));
  const path = relative(source, file);
  const [first, ...rest] = path.split('/');
  const action = Object.keys(destination.actions).find((name) => toKebab(name) === first);
  return action === undefined ? path : join(action, ...rest);
}

function specifierOf(from, to) {
  const path = relative(dirname(placeOf(from)), placeOf(to)).replace(/(\/index)?\.ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

function moduleFile(path) {
  return existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts');
}

function importsOf(parsed) {
  return parsed.statements.filter(
    (statement) =>
      (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
      statement.moduleSpecifier !== undefined,
  );
}

function nameOf(statement) {
  return statement.moduleSpecifier.text;
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function toKebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
