#!/usr/bin/env bash
# Expected: `allOf: [{ required: [a] }]` beside `properties` makes `a` a property that must be there, or changes nothing.
# Seen: the type of a closed object (`additionalProperties: false`) becomes an open one, in which a misspelt key is no
# error any more, and `a` stays optional. `oneOf: [{ required: [a] }, { required: [b] }]` does the same.
# Source: run on json-schema-to-typescript 16.0.0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund json-schema-to-typescript@16.0.0
cat > run.mjs <<'END'
import { compile } from 'json-schema-to-typescript';
const closed = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, additionalProperties: false };
const rules = {
  none: {},
  required: { required: ['a'] },
  allOf: { allOf: [{ required: ['a'] }] },
  oneOf: { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
};
for (const [name, rule] of Object.entries(rules)) {
  const text = await compile({ ...structuredClone(closed), ...rule }, 'T', { bannerComment: '' });
  console.log(`${name}: ${text.replaceAll(/\s+/g, ' ').trim()}`);
}
END
node run.mjs > seen

cat > expected <<'END'
none: export interface T { a?: string; b?: string; }
required: export interface T { a: string; b?: string; }
allOf: export type T = { [k: string]: unknown; } & { a?: string; b?: string; };
oneOf: export type T = { a?: string; b?: string; } & { [k: string]: unknown; };
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
