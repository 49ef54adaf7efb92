/** The name as Intercom stores it: `.` and `$` become `-`. Doc, "Submit a data event". */
export function storedEventName(name: string): string {
  return name.includes('.') || name.includes('$') ? name.replaceAll('.', '-').replaceAll('$', '-') : name;
}

/** The name as Intercom compares it: case does not count. Doc, "Submit a data event". */
export function comparedEventName(name: string): string {
  return storedEventName(name).toLowerCase();
}
