import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import spawn from 'nano-spawn'

/** How the client programs of one language are started, or why they cannot be. */
export type Toolchain =
  | { readonly folder: string; readonly command: readonly string[] }
  | { readonly reason: string }

/** What the client programs are written in. */
export const languages = ['node', 'go', 'python', 'java'] as const

/** All that is made before the tests: client programs, servers of Java and Go, and stand-ins for services. */
export const toolchains = [
  ...languages,
  'cassandra',
  'kafka',
  'kafka-3',
  'zookeeper',
  'elasticsearch',
  'ferretdb',
  'mongo-tools',
  'demo-app',
  'collector',
  'otel',
] as const

type Name = (typeof toolchains)[number]

type Step = readonly [program: string, ...args: string[]]

interface Recipe {
  readonly needs: readonly string[]
  /** What makes the programs, run in a copy of the language's folder. */
  readonly steps: readonly Step[]
  readonly command: (folder: string) => readonly string[]
}

/** The jars of a server, for whichever of its classes a test starts. */
const jars: Recipe = {
  needs: ['mvn', 'java'],
  steps: [
    ['mvn', '--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=jars'],
  ],
  command: (folder) => ['java', '-cp', `${folder}/jars/*`],
}

const recipes: Readonly<Record<Name, Recipe>> = {
  node: {
    needs: ['npm'],
    steps: [['npm', 'ci', '--silent', '--ignore-scripts']],
    command: (folder) => [process.execPath, join(folder, 'client.js')],
  },
  go: {
    needs: ['go'],
    steps: [['go', 'build', '-o', 'client', '.']],
    command: (folder) => [join(folder, 'client')],
  },
  python: {
    needs: ['python3'],
    steps: [
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt'],
    ],
    command: (folder) => [join(folder, 'venv/bin/python'), join(folder, 'client.py')],
  },
  java: {
    needs: ['mvn', 'javac'],
    steps: [
      ['mvn', '--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=jars'],
      ['javac', '-cp', 'jars/*:.', 'Client.java'],
    ],
    command: (folder) => ['java', '-cp', `${folder}:${folder}/jars/*`, 'Client'],
  },
  cassandra: {
    needs: ['mvn', 'java', 'python3'],
    steps: [
      ['mvn', '--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=jars'],
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt'],
    ],
    command: (folder) => ['java', '-cp', `${folder}/jars/*`],
  },
  kafka: jars,
  ferretdb: {
    needs: ['go'],
    steps: [['sh', 'build.sh']],
    command: (folder) => [join(folder, 'ferretdb')],
  },
  'mongo-tools': {
    needs: ['go', 'npm'],
    steps: [
      ['go', 'build', '-o', 'mongodump', 'github.com/mongodb/mongo-tools/mongodump/main'],
      ['go', 'build', '-o', 'mongorestore', 'github.com/mongodb/mongo-tools/mongorestore/main'],
      ['npm', 'ci', '--silent', '--ignore-scripts', '--omit=optional'],
    ],
    command: (folder) => [join(folder, 'node_modules/.bin/mongosh')],
  },
  collector: {
    needs: ['go'],
    steps: [['go', 'build', '-o', 'otelcol', '.']],
    command: (folder) => [join(folder, 'otelcol')],
  },
  otel: {
    needs: ['npm'],
    steps: [['npm', 'ci', '--silent', '--ignore-scripts']],
    command: (folder) => [process.execPath, join(folder, 'send.js')],
  },
  'demo-app': {
    needs: ['npm'],
    steps: [['npm', 'ci', '--silent', '--ignore-scripts']],
    command: () => [process.execPath],
  },
  'kafka-3': jars,
  zookeeper: jars,
  elasticsearch: {
    needs: ['mvn', 'javac', 'python3'],
    steps: [
      ['mvn', '--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=lib'],
      ['python3', '-m', 'venv', 'venv'],
      ['venv/bin/pip', 'install', '--quiet', '--requirement', 'requirements.txt'],
      ['sh', 'lay-out.sh'],
      ['javac', 'Server.java'],
    ],
    command: (folder) => [
      join(folder, 'jre/bin/java'),
      '-cp',
      `${folder}:${folder}/lib/*`,
      'Server',
      join(folder, 'home'),
    ],
  },
}

/** Makes the programs of one of these, once for each version of their sources. */
export async function toolchain(name: Name): Promise<Toolchain> {
  const { needs, steps, command } = recipes[name]
  const source = fileURLToPath(new URL(name, import.meta.url))
  const folder = join(cacheFolder(), 'drivers', `${name}-${digestOf(source)}`)
  if (!existsSync(join(folder, made))) {
    const missing = needs.filter((program) => !onPath(program))
    if (missing.length > 0) return { reason: `${missing.join(', ')} not found` }
    await make(source, folder, steps)
  }
  return { folder, command: command(folder) }
}

/** Says that a folder is whole: a virtual environment knows its path, so it is made where it stays. */
const made = '.made'

async function make(source: string, folder: string, steps: readonly Step[]): Promise<void> {
  const sources = `${folder}.sources`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, '..'), { recursive: true })
  cpSync(source, sources, { recursive: true })
  renameSync(sources, folder)
  for (const [program, ...args] of steps) {
    const path = program.includes('/') ? join(folder, program) : program
    try {
      await spawn(path, args, { cwd: folder, stdin: 'ignore' })
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }
  writeFileSync(join(folder, made), '')
}

function digestOf(folder: string): string {
  const hash = createHash('sha256').update(process.version)
  for (const name of readdirSync(folder).toSorted()) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((one) => existsSync(join(one, program)))
}

function cacheFolder(): string {
  const { CHARTWRIGHT_CACHE: own, XDG_CACHE_HOME: shared } = process.env
  return own || join(shared || join(homedir(), '.cache'), 'chartwright')
}
