/** The regular files in a tar archive, by their paths. */
export function readTar(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  let longName: string | undefined
  for (let at = 0; at + block <= bytes.length && bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + block)
    const size = Number.parseInt(text(header, 124, 12), 8) || 0
    const data = bytes.subarray(at + block, at + block + size)
    const type = String.fromCharCode(header[156] ?? 0)
    if (type === '0' || type === '\0') files.set(longName ?? nameOf(header), data)
    longName = longNameIn(type, data)
    at += block + Math.ceil(size / block) * block
  }
  return files
}

const block = 512

function nameOf(header: Uint8Array): string {
  const prefix = text(header, 345, 155)
  return prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`
}

/** The name of the next file, where it does not fit its header: as GNU tar writes it, or POSIX. */
function longNameIn(type: string, data: Uint8Array): string | undefined {
  if (type === 'L') return text(data, 0, data.length)
  return type === 'x' ? /\d+ path=(.*)\n/.exec(text(data, 0, data.length))?.[1] : undefined
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const [field = ''] = new TextDecoder().decode(bytes.subarray(start, start + length)).split('\0')
  return field
}
