export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `2026-03-01T10:15:00.000Z` */
export const isoUtc = (ms) => new Date(ms).toISOString();

/** The same moment on a clock `offsetMinutes` ahead of UTC: `2026-03-01T15:45:00.000+05:30` */
export function isoWithOffset(ms, offsetMinutes) {
  const local = new Date(ms + offsetMinutes * minute).toISOString().slice(0, -1);
  const ahead = Math.abs(offsetMinutes);
  const twoDigits = (number) => String(number).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(Math.floor(ahead / 60))}:${twoDigits(ahead % 60)}`;
}

/** `2026-03-01` */
export const isoDay = (ms) => isoUtc(ms).slice(0, 10);

/** `2026-03-01 10:15:00`, as databases print it */
export const isoWithBlank = (ms) => isoUtc(ms).slice(0, 19).replace('T', ' ');

export const unixSeconds = (ms) => Math.floor(ms / second);
