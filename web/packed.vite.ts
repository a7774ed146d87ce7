import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** What compresses; fonts and pictures are compressed already. */
const packable = /\.(js|css|html|json|svg)$/;

/** Below the size of a network packet nothing is gained. */
const bytesMin = 1_400;

/** Lays a packed file (`.br`, `.gz`) beside each that was built, once and thoroughly: the node sends what a browser can unpack. */
export const packed = (): Plugin => ({
  name: 'packed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const files = Object.keys(bundle).filter((file) => packable.test(file));
    await Promise.all(
      files.map(async (file) => {
        const path = join(dir, file);
        const content = await readFile(path);
        if (content.length < bytesMin) return;
        await Promise.all([
          writeFile(`${path}.br`, await promisify(brotliCompress)(content)),
          writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 })),
        ]);
      }),
    );
  },
});
