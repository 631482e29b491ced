import type { CommandDef } from 'citty'
import { explainValue, type Explanation } from '../chart/explain/explain-value.ts'
import { layeredValues } from '../chart/layered-values.ts'
import { checkedPlan } from '../chart/checked-plan.ts'
import { loadProject } from '../project/load-project.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { writeYaml } from '../helm/yaml/write-yaml.ts'
import { command, directory, valuesOver } from './define.ts'
import { filesOver } from './files-over.ts'
import { explanationText } from './print-explanation.ts'

/** `chartwright values`: what holds under a profile, and why. */
export const valuesCommand: CommandDef = command(
  'values',
  'Print all values under a profile, or explain one: where it is set, what it may be, what it changes',
  {
    directory,
    profile: { type: 'string', description: 'Profile of platform.ts', valueHint: 'NAME' },
    values: valuesOver('the profile'),
    explain: {
      type: 'string',
      description: 'Value to explain, such as orders.replicas, or a map to list',
      valueHint: 'PATH',
    },
    output: {
      type: 'enum',
      options: ['text', 'json'],
      default: 'text',
      description: 'Form: YAML, or a text that explains; or JSON',
    },
  },
  async (args, rawArgs) => {
    const project = await loadProject(args.directory)
    const { platform, identity } = project
    const plan = checkedPlan(platform, identity)
    const files = filesOver(project, args.profile, rawArgs)
    const layered = layeredValues(plan, project.directory, files)
    if (args.explain === undefined) {
      process.stdout.write(formats[args.output].values(layered.merged))
      return 0
    }
    const release = { name: identity.name, namespace: 'default' }
    const explanations = explainValue(args.explain, plan, layered, release)
    process.stdout.write(formats[args.output].explanations(explanations))
    return 0
  },
)

const json = (data: unknown): string => `${JSON.stringify(data, undefined, 2)}\n`

const formats = {
  text: { values: writeYaml, explanations: explanationText },
  json: {
    values: json,
    explanations: (all: readonly Explanation[]) =>
      json(all.map(({ path, ...rest }) => ({ path: formatPath(path), ...rest }))),
  },
} as const
