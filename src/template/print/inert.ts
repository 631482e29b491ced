/**
 * Literal text on one line, written so that a template prints it and does not run it, and that
 * nothing of it gets lost at the end of a line: `{{`, tabs, and blanks or a brace at the end.
 */
export function inert(literal: string, next: 'end' | 'action' = 'end'): string {
  const special = next === 'end' ? atEnd : beforeAction
  return literal.replace(special, (text) => `{{ ${JSON.stringify(text)} }}`)
}

const atEnd = /\{\{|\{?\t|\{? +$/g
const beforeAction = /\{\{|\{?\t|\{$/g
