/** Finds out before a start whether the ports it needs are free. */
import { createServer } from 'node:net';
import { MeshProblem } from './problem.ts';

/** The error's code when nothing can listen there, or undefined when the port is free. */
const whyNot = (port: number, host: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });

/**
 * @param wanted the ports with what each is for, such as "North's pages"
 * @throws MeshProblem naming the first port that is not free and what to do
 */
export const ensurePortsFree = async (
  wanted: readonly { readonly port: number; readonly purpose: string }[],
): Promise<void> => {
  for (const { port, purpose } of wanted) {
    // Programs listen on this address or on all: both are asked, as Linux allows one beside the other with some options.
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const reason = await whyNot(port, host);
      if (reason === 'EADDRINUSE') {
        throw new MeshProblem(
          `Port ${port}, for ${purpose}, is in use: stop the program that listens there (perhaps another mesh), or choose others with --ports.`,
        );
      }
      if (reason !== undefined) {
        throw new MeshProblem(
          `Port ${port}, for ${purpose}, cannot be listened on (${reason}): choose others with --ports.`,
        );
      }
    }
  }
};
