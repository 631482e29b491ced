/**
 * Scalars of YAML that one reader takes for text and another one for something else. U+0085, U+2028
 * and U+2029 are not among them: Helm takes them for line breaks, and we refuse them.
 */
export const oddScalars: readonly string[] = [
  ...['yes', 'no', 'on', 'off', 'y', 'N', 'TRUE', 'False', '~', 'Null', 'NULL', '""', "''"],
  ...['0755', '0o17', '0x1F', '0b11', '-010', '+5', '-0', '1_000', '012345678', '08'],
  ...['1e3', '1E3', '1.0', '1.10', '.5', '5.', '1e-1', '1e400', '9007199254740993', '0.1', 'e3'],
  ...['2001-12-14', '2001-12-14T21:59:43Z', '12:30', '190:20:30', '1.2.3', '1,000'],
  ...['!!str 5', '!!int "5"', '!!float 5', '!!bool "yes"', '!!null ""', '!!binary aGk=', '! 5'],
  ...['"\\x41"', '"\\u0031"', "'it''s'", '"a\\tb"', '"\\e"', '"1"', "'true'", '"~"'],
  ...['a # b', 'a#b', 'a b', 'a: b', '- a', '?', '-', '--', '@a', '`a`', '%a', '*a', '&a', '&a 1'],
  ...['[1, 2', '{a', '"a', '{a: 1, a: 2}', '[a, a]', '{<<: {a: 1}}', '{"": 1}', '{1: 2}', '{~: 1}'],
  ...['{[a]: 1}', '{on: 1}', '{1.5: 1}', '=', '<<', '.', '...', '---', '.inf', '-.INF', '.nan'],
  ...['é', '😀', '\u00a0', '\ufeff', '\t', '1\t', '\t1', '|', '>-', '!foo a'],
]
