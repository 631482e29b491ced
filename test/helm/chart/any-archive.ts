import { gzipSync } from 'node:zlib'

/** What is in an archive: a file, or a link of that type, which leads to what it holds. */
export interface Entry {
  readonly name: string
  /** Each character is a byte. */
  readonly holds: string
  readonly type?: '1' | '2'
  /** What its header says of its size. Default: what it has. */
  readonly size?: number
}

/** A chart that is packed by hand, as `helm package` would not. */
export function packed(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const data = Buffer.from(entry.type === undefined ? entry.holds : '', 'latin1')
    return [tarHeader(entry), data, Buffer.alloc(-data.length & 511)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** The header of a file in a tar archive. */
export function tarHeader({ name, holds, type, size = holds.length }: Entry): Buffer {
  const header = Buffer.alloc(512)
  header.write(name)
  header.write('0000644\0', 100)
  header.write((type === undefined ? size : 0).toString(8).padStart(11, '0'), 124)
  header.write('        ', 148)
  header.write(type ?? '0', 156)
  if (type !== undefined) header.write(holds, 157)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((all, byte) => all + byte)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}
