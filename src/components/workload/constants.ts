import type { NamedVariable } from '../../platform/connection-parts.ts'

/** Constants of the model as variables: the kubelet would look for a variable behind `$(`. */
export function constants(env: Readonly<Record<string, string>>): readonly NamedVariable[] {
  return Object.entries(env).map(([name, value]) => ({
    name,
    value: value.replaceAll('$(', '$$$$('),
  }))
}
