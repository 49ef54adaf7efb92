/** A whole number from 0, 1234567 as `1,234,567`. The system's own formats take a tenth of a second to load. */
export function formatCount(count: number): string {
  const digits = String(count);
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(',');
}

/** `1 call`, `1,234 calls`. `many` is the plural where an s alone does not make it. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** To a tenth. Neither is something shown as nothing, nor a part as all. */
export function formatPercent(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
  if (percent === 0 && part > 0) return '< 0.1 %';
  if (percent === 100 && part < whole) return '> 99.9 %';
  return `${percent} %`;
}

/** Rounded up: `59 s`, `2 min 5 s`, `3 h 20 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
