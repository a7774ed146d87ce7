/** Why the mesh cannot be started or go on: one sentence for the person at the terminal. */
export class MeshProblem extends Error {
  override readonly name = 'MeshProblem';
}
