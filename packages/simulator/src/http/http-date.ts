/** Writes a time as a Date header does. The last second written is remembered, since most replies share one. */
export function httpDateWriter(): (nowMs: number) => string {
  let second = NaN;
  let text = '';
  return (nowMs) => {
    const nowSecond = Math.floor(nowMs / 1000);
    if (nowSecond !== second) {
      second = nowSecond;
      text = new Date(nowSecond * 1000).toUTCString();
    }
    return text;
  };
}
