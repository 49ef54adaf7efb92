/** A jest reporter that tells the process that started jest how far the tests are. */
export default class ProgressReporter {
  onTestFileStart({ path }) {
    this.#tell({ kind: 'began', path, name: 'loading' });
  }

  onTestCaseStart({ path }, { fullName }) {
    this.#tell({ kind: 'began', path, name: fullName });
  }

  onTestCaseResult({ path }) {
    this.#tell({ kind: 'began', path, name: 'between two tests' });
  }

  onTestFileResult({ path }) {
    this.#tell({ kind: 'ended', path });
  }

  onRunComplete() {
    this.#tell({ kind: 'complete' });
  }

  #tell(progress) {
    process.send?.(progress);
  }
}
