/**
 * Plain JavaScript in an old dialect, so that an old Node can read it and say what is missing
 * instead of failing somewhere else with something obscure.
 */
const oldest = [20, 19];

/** Ends the process with one sentence on a Node that is too old; `engines` in package.json says the same. */
export function requireNode() {
  const parts = process.versions.node.split('.');
  const major = Number(parts[0]);
  const minor = Number(parts[1]);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  process.stderr.write(
    'Grapevine needs Node ' +
      oldest.join('.') +
      ' or later, and this is ' +
      process.versions.node +
      ': please install a newer one.\n',
  );
  process.exit(1);
}
