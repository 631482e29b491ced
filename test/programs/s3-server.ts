import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ChartError } from '../../src/errors/chart-error.ts'
import { buildTool, builtTool, isBuilt } from '../../src/verify/tools/build-tool.ts'
import { findGo } from '../../src/verify/tools/go-toolchain.ts'
import { readPin } from '../../src/verify/tools/pinned-module.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { accepts } from './probes.ts'
import { type Running, start } from './process.ts'

/** A server that speaks as Amazon S3, keeps all in memory, and looks at signatures. */
export interface BucketServer {
  readonly running: Running
  readonly endpoint: string
}

/** The keys that it takes. */
interface BucketKeys {
  readonly accessKey: string
  readonly secretKey: string
}

/** Starts one, which is built once, from a directory of the test, where any user may run it. */
export async function startBuckets(
  { accessKey, secretKey }: BucketKeys,
  directory: string,
): Promise<BucketServer> {
  const pin = { folder: 's3-server', module: 'github.com/rclone/gofakes3', command: '' }
  const module = { ...readPin('s3-server', pin), command: '.' }
  const go = await findGo(process.env)
  if ('reason' in go)
    throw new ChartError([{ code: 'go-missing', path: 's3-server', message: go.reason }])
  if (!isBuilt(module, process.env)) await buildTool(module, go.path, process.env)
  const program = join(directory, 's3-server')
  copyFileSync(builtTool(module, process.env), program)
  const [port = 0] = await freePorts(1)
  const environment = {
    ADDRESS: `127.0.0.1:${port}`,
    ACCESS_KEY: accessKey,
    SECRET_KEY: secretKey,
  }
  const running = start([program], environment)
  const endpoint = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await accepts(port)) return { running, endpoint }
    if (running.process.exitCode !== null) throw new Error((await running.ended).output)
    await pause(100)
  }
  throw new Error('the server of buckets does not listen')
}
