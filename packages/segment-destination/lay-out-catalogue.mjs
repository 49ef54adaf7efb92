import { compile } from 'json-schema-to-typescript';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier-2';
import ts from 'typescript';
import { generatedFiles } from './generate.mjs';

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
/** In place of what is for those who host the destination themselves. */
const REPLACED = new Map(
  ['name.ts', 'settings/base-url.ts', 'settings/log-notes.ts'].map((path) => [
    join(source, path),
    join(source, 'catalogue', basename(path)),
  ]),
);
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
    prettier.format(withoutExamples(rewriteImports(file)), { ...STYLE, parser: 'typescript' }),
  );
const generated = await generatedFiles(definitionThere(), compile, (action) => action);
// Their prettier passes over metadata.json, which is as their generator writes it.
for (const [path, content] of generated)
  write(
    path,
    path.endsWith('.json') ? `${content}\n` : prettier.format(content, { ...STYLE, parser: 'typescript' }),
  );
console.log(`${files.size + 1} files written to ${target}`);

/** The definition as the files that take the place of others make it. */
function definitionThere() {
  const [, name] = /'(.*)'/.exec(readFileSync(REPLACED.get(join(source, 'name.ts')), 'utf8'));
  const { baseUrl, logNotes, ...fields } = destination.authentication.fields;
  if (!baseUrl || !logNotes) throw new Error('There are no fields baseUrl and logNotes to leave out.');
  return { ...destination, name, authentication: { ...destination.authentication, fields } };
}

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
  const used = namesUsedIn(parsed);
  const changes = [
    ...importsOf(parsed).map((node) => [node, rewriteImport(node, file, used)]),
    ...satisfiesIn(parsed),
  ];
  changes.sort(([a], [b]) => b.getStart() - a.getStart());
  for (const [node, rewritten] of changes) {
    const lineEnd = rewritten === '' ? 1 : 0;
    text = text.slice(0, node.getStart()) + rewritten + text.slice(node.getEnd() + lineEnd);
  }
  return text;
}

/** All names in the code but for those in what `satisfies` says, which goes. */
function namesUsedIn(parsed) {
  const names = new Set();
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isIdentifier(node)) names.add(node.text);
    if (ts.isSatisfiesExpression(node)) visit(node.expression);
    else ts.forEachChild(node, visit);
  };
  visit(parsed);
  return names;
}

/** Their prettier, 2.4.1, knows no `satisfies`: our compiler has looked at what it says. */
function satisfiesIn(parsed) {
  const found = [];
  const visit = (node) => {
    if (ts.isSatisfiesExpression(node)) found.push([node, node.expression.getText()]);
    else ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

/** An example shows our packages, which their repository does not have. */
function withoutExamples(text) {
  return text.replace(/^ \*\n \* @example\n[^]*?^ \*\//gm, ' */');
}

function rewriteImport(statement, file, used) {
  // Their tests have jest's functions as globals.
  if (nameOf(statement) === '@jest/globals') return '';
  const targets = [...targetsOf(statement, file)];
  if (targets.length === 0) {
    const names = namesOf(statement);
    return names !== undefined && ts.isImportDeclaration(statement)
      ? importsOfNames(statement, names, statement.moduleSpecifier.getText(), used).join('\n')
      : statement.getText();
  }
  return targets
    .flatMap(([at, names]) => {
      const path = JSON.stringify(specifierOf(file, at));
      const named = names ?? namesOf(statement);
      return named === undefined
        ? [statement.getText().replace(statement.moduleSpecifier.getText(), () => path)]
        : importsOfNames(statement, named, path, used);
    })
    .join('\n');
}

/** `undefined`: the statement names nothing that it takes. */
function namesOf(statement) {
  const bindings = statement.importClause?.namedBindings ?? statement.exportClause;
  if (bindings?.elements === undefined || statement.importClause?.name !== undefined) return undefined;
  return bindings.elements.map((element) => element.getText());
}

/** Their prettier knows no `type` before a name: types have a statement of their own. */
function importsOfNames(statement, given, path, used) {
  const isExport = ts.isExportDeclaration(statement);
  const keyword = isExport ? 'export' : 'import';
  const names = given.filter((name) => isExport || used.has(name.replace(/^type |^.* as /g, '')));
  const isAllTypes = (statement.importClause ?? statement).isTypeOnly === true;
  const types = names.filter((name) => isAllTypes || name.startsWith('type '));
  const values = names.filter((name) => !types.includes(name));
  return [
    ...(values.length === 0 ? [] : [`${keyword} { ${values.join(', ')} } from ${path}`]),
    ...(types.length === 0
      ? []
      : [`${keyword} type { ${types.map((name) => name.replace(/^type /, '')).join(', ')} } from ${path}`]),
  ];
}

/** The files of ours that a statement leads to; of core's, with the names that each of them exports. */
function targetsOf(statement, file) {
  const name = nameOf(statement);
  if (name.startsWith('.')) {
    const at = moduleFile(resolve(dirname(file), name));
    return new Map([[REPLACED.get(at) ?? at, undefined]]);
  }
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
  for (const [replaced, by] of REPLACED) if (by === file) return relative(source, replaced);
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
