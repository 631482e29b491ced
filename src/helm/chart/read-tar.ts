/** What is in a tar archive but for its folders, in its order. Links and devices hold nothing, as in Helm. */
export function* readTar(
  bytes: Uint8Array,
): Generator<readonly [name: string, data: Uint8Array], void> {
  let longName: string | undefined
  for (let at = 0; at + block <= bytes.length;) {
    const header = bytes.subarray(at, at + block)
    if (header.every((byte) => byte === 0)) return
    if (checksumOf(header) !== octal(header, 148, 8)) throw broken()
    const type = String.fromCharCode(header[156] ?? 0)
    const size = '123456'.includes(type) ? 0 : sizeIn(header)
    const data = bytes.subarray(at + block, at + block + size)
    if (data.length < size) throw broken()
    if (!'5xgLK'.includes(type)) yield [longName ?? nameOf(header), data]
    longName = longNameIn(type, data)
    at += block + Math.ceil(size / block) * block
  }
}

const block = 512

function broken(): Error {
  return Object.assign(new Error('no tar archive'), { code: 'TAR_BROKEN' })
}

/** The sum of all bytes, with blanks in place of itself. */
function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0)
}

/** In octal digits; where its first bit is set, as a number, of which six bytes count. */
function sizeIn(header: Uint8Array): number {
  const isBinary = ((header[124] ?? 0) & 0x80) !== 0
  return isBinary ? Buffer.from(header).readUIntBE(130, 6) : octal(header, 124, 12)
}

function octal(header: Uint8Array, start: number, length: number): number {
  const digits = text(header, start, length).trim()
  if (!/^[0-7]*$/.test(digits)) throw broken()
  return Number(`0o${digits || '0'}`)
}

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
