/** Whether an Accept header lets a server answer with JSON. No header lets it answer with anything. */
export function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return true;
  return accept.split(',').some((range) => {
    const [type = ''] = range.split(';');
    return ['application/json', 'application/*', '*/*', ''].includes(type.trim().toLowerCase());
  });
}
