import { join } from 'node:path';
import ts from 'typescript';

/** A program shown in the doc comment of an export. */
export interface ExportExample {
  readonly code: string;
  /** What it prints, as its comments say. */
  readonly prints: string;
  /** `cts` for a program that must be CommonJS. */
  readonly language: 'ts' | 'cts';
}

/** A name that a built package exports. */
export interface Export {
  readonly specifier: string;
  readonly name: string;
}

const root = join(__dirname, '..', '..');
/** Types and packages are found from here, as they are by a user's program. */
const here = join(root, 'test');

/** The examples that an editor shows for an export: those in the declarations of the built package. */
export function readExamples({ specifier, name }: Export): ExportExample[] {
  const file = join(here, 'example.ts');
  const program = createProgram(file, `export { ${name} } from '${specifier}';`);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const symbol =
    source && checker.getSymbolAtLocation(source)?.exports?.get(ts.escapeLeadingUnderscores(name));
  if (symbol === undefined) return [];
  return checker
    .getAliasedSymbol(symbol)
    .getJsDocTags(checker)
    .filter((tag) => tag.name === 'example')
    .map(({ text }) => readExample(`${name} of ${specifier}`, ts.displayPartsToString(text)));
}

function readExample(title: string, text: string): ExportExample {
  const [, language, code] = /^```(c?ts)\n([\s\S]+)\n```$/.exec(text.trim()) ?? [];
  if (code === undefined) throw new Error(`The example of ${title} is no single block of ts or cts.`);
  return { code, language: language === 'cts' ? 'cts' : 'ts', prints: readComments(code) };
}

/** Every comment of an example is a line that it prints. */
function readComments(code: string): string {
  return [...code.matchAll(/(?:^|\s)\/\/ (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
}

/** An example as JavaScript, and what the compiler objects to in it. */
export function compileExample({ code, language }: ExportExample): { js: string; complaints: string[] } {
  const file = join(here, `example.${language}`);
  const program = createProgram(file, code);
  let js = '';
  program.emit(program.getSourceFile(file), (_, text) => (js = text));
  const complaints = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  return { js, complaints };
}

/** What a user's strict project has. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  skipLibCheck: true,
  noUnusedLocals: true,
  types: ['node'],
  typeRoots: [join(here, 'node_modules', '@types')],
};

const disk = ts.createCompilerHost(OPTIONS);
/** What is read from the disk serves every program. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Of one file that is not on the disk. */
function createProgram(file: string, text: string): ts.Program {
  return ts.createProgram([file], OPTIONS, {
    ...disk,
    fileExists: (name) => name === file || disk.fileExists(name),
    getSourceFile: (name, options) => {
      if (name === file) return ts.createSourceFile(name, text, options);
      if (!parsed.has(name)) parsed.set(name, disk.getSourceFile(name, options));
      return parsed.get(name);
    },
  });
}
