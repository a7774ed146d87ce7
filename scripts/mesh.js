/** `npm run mesh`: builds what is out of date, then starts four regions. Pages are built while the nodes start. */
import { requireNode } from './require-node.js';

requireNode();

async function main() {
  const { buildPages, bundleNode } = await import('./build.js');
  const pages = buildPages();
  // Waited for below; until then a failure must not end the process with a stack trace.
  pages.catch(() => {});
  await bundleNode();
  const { mesh } = await import('../dist/grapevine/mesh.js');
  process.exit(await mesh(process.argv.slice(2), { pages }));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
