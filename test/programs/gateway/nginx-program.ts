import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, it } from 'vitest'

const places = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx']
const found = [process.env['NGINX_PROGRAM'] ?? '', ...places].find((path) => existsSync(path))

/** Path of nginx: `$NGINX_PROGRAM`, or the one of the system. */
export const program: string = found ?? 'nginx'

/** Tests that need nginx: skipped with a reason where there is none, but never in CI. */
export function describeNginx(name: string, tests: () => void): void {
  if (found !== undefined) return void describe(name, tests)
  const reason = 'nginx is not installed: apt-get install nginx-light'
  if (process.env['CI'] === 'true') {
    return void it(name, () => {
      throw new Error(reason)
    })
  }
  console.warn(`${name}: not run, because ${reason}`)
  describe.skip(name, tests)
}

/** Whether this nginx knows `http2 on`, which came with 1.25.1. */
export function speaksHttp2(): boolean {
  const { stderr } = spawnSync(program, ['-v'], { encoding: 'utf8' })
  const [, major = '0', minor = '0'] = /nginx\/(\d+)\.(\d+)/.exec(stderr ?? '') ?? []
  return Number(major) > 1 || Number(minor) > 25
}
