import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type Component,
  definePlatform,
  type Platform,
  withFiles,
  worker,
} from '../../src/index.ts'
import type { FileSource } from '../../src/components/workload/index.ts'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import { formatPath } from '../../src/helm/yaml/yaml-path.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { workloads, workloadsDirectory } from '../workloads-project.ts'
import { rendered, the } from './rendered.ts'

const { components } = workloads

type Files = Readonly<Record<string, string>>

type Sources = Readonly<Record<string, FileSource>>

const filesOf = (name: string): IConfigMap =>
  the<IConfigMap>(rendered(components, name), 'ConfigMap', `shop-${name}-files`)

const podOf = (from: Components, name: string) =>
  the<IDeployment>(rendered(from, name), 'Deployment').spec?.template

const onDisk = (path: string): Buffer => readFileSync(join(workloadsDirectory, path))

describe('files', () => {
  it('are in the ConfigMap to the letter, and in Base64 where they are no text', () => {
    expect(filesOf('relay')).toMatchObject({
      data: {
        'etc.relay.odd.txt': onDisk('odd.txt').toString(),
        'etc.relay.relay.conf': onDisk('relay.conf').toString(),
        'srv.pages.assets.main-page.css': onDisk('pages/assets/main page.css').toString(),
        'srv.pages.index.html': onDisk('pages/index.html').toString(),
      },
      binaryData: {
        'srv.pages.assets.logo.png': onDisk('pages/assets/logo.png').toString('base64'),
      },
    })
  })

  it('are mounted one by one, directories whole, and all read-only', () => {
    const { volumes, containers } = podOf(components, 'relay')?.spec ?? { containers: [] }
    const name = 'shop-relay-files'
    expect(volumes?.slice(2)).toEqual([
      { name: 'files-2', configMap: { name } }, // `/files` is writable
      {
        name: 'files-srv-pages',
        configMap: {
          name,
          items: [
            { key: 'srv.pages.assets.logo.png', path: 'assets/logo.png' },
            { key: 'srv.pages.assets.main-page.css', path: 'assets/main page.css' },
            { key: 'srv.pages.index.html', path: 'index.html' },
          ],
        },
      },
    ])
    expect(containers[0]?.volumeMounts?.slice(2)).toEqual([
      {
        name: 'files-2',
        mountPath: '/etc/relay/odd.txt',
        subPath: 'etc.relay.odd.txt',
        readOnly: true,
      },
      {
        name: 'files-2',
        mountPath: '/etc/relay/relay.conf',
        subPath: 'etc.relay.relay.conf',
        readOnly: true,
      },
      { name: 'files-srv-pages', mountPath: '/srv/pages', readOnly: true },
    ])
  })

  it('may be texts of the model, to the letter, beside those of the project', () => {
    const texts = { '/etc/a.conf': '{{ a }}\n$(B)\n\n', '/etc/bell': '\u0007', '/etc/none': '' }
    const files = Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [path, { text }] as const),
    )
    const { data, binaryData } = the<IConfigMap>(
      rendered({ a: worker({ image: 'a', files }) }, 'a'), // which nobody had to read
      'ConfigMap',
    )
    expect(data).toEqual({ 'etc.a.conf': texts['/etc/a.conf'], 'etc.none': '' })
    expect(binaryData).toEqual({ 'etc.bell': Buffer.from('\u0007').toString('base64') })
  })

  it('are in migrations and jobs, too', () => {
    const mounts = (name: string) =>
      the<IJob>(rendered(components, name), 'Job').spec?.template.spec?.containers[0]?.volumeMounts
    expect(mounts('mailer')).toContainEqual({
      name: 'files-templates',
      mountPath: '/templates',
      readOnly: true,
    })
    expect(mounts('seed')).toContainEqual(
      expect.objectContaining({ mountPath: '/etc/feed.json', subPath: 'etc.feed.json' }),
    )
  })

  it('may have paths that come down to one key, or to none', async () => {
    const files = { '/a/b': 'x', '/a.b': 'y', '/日本': 'z' }
    const read = await withContents({ x: '1', y: '2', z: '3' }, worker({ image: 'a', files }))
    expect(the<IConfigMap>(rendered(read, 'a'), 'ConfigMap').data).toEqual({
      'a.b': '2',
      'a.b-2': '1',
      file: '3',
    })
  })
})

async function withContents(files: Files, a: Component): Promise<Components> {
  const platform: Platform = { components: { a } }
  return (await withFiles(platform, temporaryFolder(files))).components
}

const problems = (of: Components) =>
  checkPlatform(resolvePlatform('shop', { components: of })).map(
    ({ code, path, message }) => `${code} ${path}: ${message}`,
  )

describe('wrong files', () => {
  const at = (path: string) => formatPath(['components', 'a', 'files', path])

  it.each<[string, Sources, Files, readonly string[]]>([
    [
      'that are missing',
      { '/x': './none' },
      {},
      [`file-unreadable ${at('/x')}: ./none does not exist`],
    ],
    [
      'outside the project',
      { '/x': '../x', '/y': '/etc/hosts', '/z': 'a/../../z' },
      {},
      [
        `file-unreadable ${at('/x')}: ../x lies outside the project`,
        `file-unreadable ${at('/y')}: /etc/hosts lies outside the project`,
        `file-unreadable ${at('/z')}: a/../../z lies outside the project`,
      ],
    ],
    [
      'that are too large, alone or together',
      { '/x': 'large', '/y': 'half', '/z': 'other' },
      { large: 'x'.repeat(1_048_577), half: 'x'.repeat(524_288), other: 'x'.repeat(524_289) },
      [
        `file-unreadable ${at('/x')}: large is larger than 1 MiB, which a ConfigMap may hold`,
        'files-too-large components.a.files: the files have 1048577 bytes together, and a ConfigMap holds 1048576 (1 MiB)',
      ],
    ],
    [
      'whose texts are too large together',
      { '/x': { text: 'ü'.repeat(524_288) }, '/y': { text: '1' } },
      {},
      [
        'files-too-large components.a.files: the files have 1048577 bytes together, and a ConfigMap holds 1048576 (1 MiB)',
      ],
    ],
    [
      'at paths where nothing can be mounted',
      { 'etc/x': 'x', '/': 'x', '/etc/': 'x', '/a/../b': 'x', '/a:b': 'x', '/..data/x': 'x' },
      { x: '' },
      ['etc/x', '/', '/etc/', '/a/../b', '/a:b', '/..data/x'].map(
        (path) => `file-path ${at(path)}: "${path}" cannot be mounted at`,
      ),
    ],
    [
      'that are in the way of each other',
      { '/srv': 'web', '/srv/x': 'web/x', '/tmp': 'web', '/tmp/x': 'web/x' },
      { 'web/x': '' },
      [
        `file-overlap ${at('/srv/x')}: /srv/x lies in /srv, which is mounted, too`,
        `file-overlap ${at('/tmp')}: /tmp is writable, and what is mounted at /tmp is read-only`,
        `file-overlap ${at('/tmp/x')}: /tmp/x lies in /tmp, which is mounted, too`,
      ],
    ],
    [
      'in a directory with a name that Kubernetes keeps for itself',
      { '/x': 'web' },
      { 'web/..data': '' },
      [
        `file-unreadable ${at('/x')}: web has the file ..data, whose name Kubernetes keeps for itself`,
      ],
    ],
  ])('%s have one clear error each', async (_, files, contents, wanted) => {
    const read = await withContents(contents, worker({ image: 'a', files }))
    expect(problems(read)).toEqual(wanted)
  })

  it('in a directory that is empty, leads out, or has more than files', async () => {
    const folder = temporaryFolder({ 'outside/x': '', 'project/deep/x': '' })
    const project = join(folder, 'project')
    for (const name of ['empty/inner', 'out', 'loop', 'pipe']) {
      mkdirSync(join(project, name), { recursive: true })
    }
    symlinkSync(join(folder, 'outside'), join(project, 'out/x'))
    symlinkSync('..', join(project, 'loop/x'))
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(project, 'pipe/x')])
    const files = {
      '/a': 'empty',
      '/b': './out',
      '/c': 'loop',
      '/d': 'pipe',
      '/e': 'pipe/x',
      '/f': 'out/x/x',
    }
    const platform = definePlatform({ components: { a: worker({ image: 'a', files }) } })
    const { components: read } = await withFiles(platform, project)
    expect(problems(read)).toEqual([
      `file-unreadable ${at('/a')}: empty has no files`,
      `file-unreadable ${at('/b')}: ./out lies outside the project`,
      `file-unreadable ${at('/c')}: loop has the symbolic link x to a directory`,
      `file-unreadable ${at('/d')}: pipe has x, which is neither a file nor a directory`,
      `file-unreadable ${at('/e')}: pipe/x is neither a file nor a directory`,
      `file-unreadable ${at('/f')}: out/x/x lies outside the project`,
    ])
  })

  it('that nobody has read are told as such', () => {
    const a = worker({ image: 'a', files: { '/x': 'x' } })
    expect(problems({ a })).toEqual([`files-not-read ${at('/x')}: x has not been read`])
  })
})
