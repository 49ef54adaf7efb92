/** How much of a test whose point is repetition: a little of it in `npm test`, all of it in `npm run soak`. */
export function dose<T>(little: T, all: T): T {
  return process.env['TEST_SOAK'] === '1' ? all : little;
}
