// Prints the canonical N-Quads (RDFC-1.0) of a file in JSON-LD (.jsonld) or N-Quads (.nq), by jsonld.js.
//
// Usage: node canonize.cjs FILE      NODE_PATH names the folder that holds the package `jsonld`.

const fs = require('fs');
const jsonld = require('jsonld');

async function main(path) {
  const text = fs.readFileSync(path, 'utf8');
  const inputFormat = path.endsWith('.nq') ? 'application/n-quads' : undefined;
  const options = {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    safe: true,
    // A context must be inline: nothing is fetched.
    documentLoader: async (url) => { throw new Error(`asks for ${url}`); },
  };
  const input = inputFormat ? text : JSON.parse(text);
  process.stdout.write(await jsonld.canonize(input, inputFormat ? { ...options, inputFormat } : options));
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
