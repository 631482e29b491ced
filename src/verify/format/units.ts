/** `38 KiB`, and a dash for nothing. */
export function formatBytes(bytes: number): string {
  return bytes === 0 ? '–' : `${Math.ceil(bytes / 1024)} KiB`
}

/** `0.9 s` */
export function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** `no errors`, `1 error`, `12 errors` */
export function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`
}
