let amiss = 0;

/** Prints a line for what was checked, and below it what it said otherwise. Gives whether it is well. */
export function check(what, isWell, otherwise = '') {
  console.log(`${isWell ? 'ok   ' : 'AMISS'} ${what}`);
  if (isWell) return true;
  amiss += 1;
  if (otherwise !== '') console.log(otherwise.replace(/^/gm, '      '));
  return false;
}

/** Says how many checks failed; with any, the program ends with 1. */
export function tellAmiss() {
  console.log(amiss === 0 ? 'Nothing is amiss.' : `${amiss} amiss.`);
  process.exitCode = amiss === 0 ? 0 : 1;
}
