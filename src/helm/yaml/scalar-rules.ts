import type { Fault } from './decoding.ts'
import { resolveInteger, type ScalarValue } from './resolve-scalar.ts'

/** What is wrong with a plain scalar, or risky; undefined for an honest one. */
export function judgeScalar(text: string, value: ScalarValue): Fault | undefined {
  return rules.find(({ applies }) => applies(text, value))?.say(text, value)
}

interface Rule {
  readonly applies: (text: string, value: ScalarValue) => boolean
  readonly say: (text: string, value: ScalarValue) => Fault
}

const rules: readonly Rule[] = [
  {
    applies: (_, value) => typeof value === 'number' && !Number.isFinite(value),
    say: (text) => ({
      code: 'yaml-not-finite',
      message: `${text} is no finite number: Helm cannot load it`,
      hint: `write "${text}" for text`,
    }),
  },
  {
    applies: (text, value) => typeof value === 'boolean' && !/^(true|false)$/i.test(text),
    say: (text, value) => risky('yaml-boolean-word', text, 'boolean', value),
  },
  {
    applies: (text, value) => typeof value === 'number' && /^[-+]?0[oO]?[0-9_]+$/.test(text),
    say: (text, value) => risky('yaml-octal', text, 'number', value),
  },
  {
    applies: (text, value) => typeof value === 'number' && /^[-+]?[0-9]+\.[0-9]*0$/.test(text),
    say: (text, value) => risky('yaml-trailing-zero', text, 'number', value),
  },
  {
    applies: (text, value) => String(value) !== text && isRounded(resolveInteger(text)),
    say: (text, value) => risky('yaml-large-integer', text, 'rounded number', value),
  },
  {
    applies: (text, value) => typeof value === 'number' && /[_xXbB]|^[-+]?[0-9]+[eE]/.test(text),
    say: (text, value) => risky('yaml-number-form', text, 'number', value),
  },
]

function risky(code: string, text: string, type: string, value: ScalarValue): Fault {
  return {
    code,
    message: `${text} is the ${type} ${String(value)}`,
    hint: `write ${String(value)}, or "${text}" for text`,
    severity: 'warning',
  }
}

/** Helm keeps numbers as doubles. */
function isRounded(whole: bigint | undefined): boolean {
  return whole !== undefined && BigInt(Number(whole)) !== whole
}
