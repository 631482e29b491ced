import { normalize } from 'node:path/posix'
import { ChartError } from '../../errors/chart-error.ts'
import { readTar } from './read-tar.ts'

/** How many bytes a chart may still unpack to, with all of its packed subcharts. */
export interface Room {
  left: number
}

/** As much as Helm unpacks of one archive. */
const limit = 100 * 2 ** 20

export const allRoom = (): Room => ({ left: limit })

/**
 * The files of a packed chart, by their paths in it, of which several may be one. Throws a ChartError
 * where they are too large, or lead out of the chart.
 */
export function unpack(
  root: string,
  bytes: Uint8Array,
  room: Room,
): ReadonlyMap<string, readonly Uint8Array[]> {
  const files = new Map<string, Uint8Array[]>()
  for (const [name, data] of readTar(unzip(root, bytes, room))) {
    const path = pathInChart(root, name)
    files.set(path, [...(files.get(path) ?? []), data])
  }
  return files
}

function unzip(root: string, bytes: Uint8Array, room: Room): Uint8Array {
  const { gunzipSync } = process.getBuiltinModule('node:zlib') // few charts are packed
  try {
    const unzipped = gunzipSync(bytes, { maxOutputLength: Math.max(1, room.left) })
    room.left -= unzipped.length
    return unzipped
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException // thrown by zlib
    throw code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(root) : error
  }
}

function tooLarge(root: string): ChartError {
  const message = `${root} unpacks to more than the ${limit / 2 ** 20} MiB that Helm takes`
  const hint = 'is it the right file?'
  return new ChartError([{ code: 'chart-too-large', path: root, file: root, message, hint }])
}

/** The first step is the chart's own folder, and the rest must lead nowhere else. Source: Helm's LoadArchiveFiles. */
function pathInChart(root: string, name: string): string {
  const [folder, ...steps] = name.split(name.includes('\\') ? '\\' : '/')
  const inside = steps.join('/')
  const path = normalize(inside).replace(/\/$/, '')
  const leadsOut = inside.startsWith('/') || /^(?:\.$|\.\.|[a-z]:\/)/i.test(path)
  if (leadsOut || folder === 'Chart.yaml') throw leadingOut(root, name)
  return path
}

function leadingOut(root: string, name: string): ChartError {
  const message = `${root} holds ${JSON.stringify(name)}, which is not in the folder of the chart`
  const hint = 'Helm refuses it; pack it again with helm package, if you trust where it comes from'
  return new ChartError([{ code: 'chart-leads-out', path: root, file: root, message, hint }])
}
