import type { Document, ErrorCode } from 'yaml'
import type { Fault, Finding } from './decoding.ts'

/** Why a document is no YAML for Helm: the first reason, since the next ones mostly follow from it. */
export function syntaxFault({ errors, directives }: Document): Finding | undefined {
  const { explicit, version } = directives?.yaml ?? {}
  if (explicit && version !== '1.1') return { ...wrongVersion, path: '', offset: 0 }
  const [error] = errors
  if (!error) return undefined
  const { code, message, pos } = error
  const fault = faults[code] ?? { message: `this is no YAML: ${message}` }
  return { code: 'yaml-syntax', ...fault, path: '', offset: pos[0] }
}

const wrongVersion: Fault = {
  code: 'yaml-version',
  message: 'Helm reads YAML 1.1 only',
  hint: 'remove the %YAML line',
}

/** The parser's commonest complaints, in the words of someone who writes values. */
const faults: Partial<Record<ErrorCode, Omit<Fault, 'code'>>> = {
  TAB_AS_INDENT: { message: 'a tab stands where spaces must', hint: 'indent with spaces' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'the value of a key cannot be another key on the same line',
    hint: 'quote a value that contains ": ", and indent the keys of one map alike',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key and its colon must stand on one line',
    hint: 'write "key: value", with a blank behind the colon',
  },
  BAD_INDENT: {
    message: 'this line does not begin where it should, or a bracket above it is still open',
    hint: 'close the bracket, or indent the line as its neighbours are',
  },
  BAD_SCALAR_START: {
    message: 'a value cannot start with @ ` % | or >',
    hint: 'put it between quotes',
  },
  RESOURCE_EXHAUSTION: { message: 'these lists and maps are nested too deeply' },
}
