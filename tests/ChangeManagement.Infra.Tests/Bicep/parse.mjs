// Parses the files that are named and prints their trees as one JSON object.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { Language, Parser } = require('web-tree-sitter');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const shown = (node) => ({
  kind: node.type,
  line: node.startPosition.row + 1,
  text: node.text,
  isBroken: node.isError || node.isMissing,
  children: node.children.filter((child) => child.isNamed || child.isError || child.isMissing).map(shown),
});

const trees = {};
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  // The grammar does not know that parameter files assign; a variable is written the same way.
  trees[file] = shown(parser.parse(file.endsWith('.bicepparam') ? text.replace(/^param /gm, 'var ') : text).rootNode);
}
console.log(JSON.stringify(trees));
