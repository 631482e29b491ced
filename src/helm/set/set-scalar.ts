/** What a value of `--set` stands for: only whole numbers, true, false and null are no text. */
export function setScalar(text: string): string | number | boolean | null {
  if (/^true$/iu.test(text)) return true
  if (/^false$/iu.test(text)) return false
  if (/^null$/iu.test(text)) return null
  return integer(text) ?? text
}

/** Go's integers of 64 bits in base 10; one that begins with 0 is text, unless it is 0. */
function integer(text: string): number | undefined {
  if (!/^(0|[-+][0-9]+|[1-9][0-9]*)$/.test(text)) return undefined
  const whole = BigInt(text.replace('+', ''))
  return whole >= -(2n ** 63n) && whole < 2n ** 63n ? Number(whole) : undefined
}
