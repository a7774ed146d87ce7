import type { MeshView, RegionView } from '../../node/schemas/mesh-views.ts';
import { api } from './api.ts';
import { useLive } from './connection.ts';
import { categoriesDefault, limits } from './limits.ts';
import { usePolled } from './polled.ts';
import { type Resource, resource } from './resource.ts';
import type { FileLimits } from './uploads.ts';

/** The mesh as this node sees it: regions, their load, the categories there are. */
export const mesh: Resource<MeshView> = resource(api.mesh);

/** Ages are part of the answer, so it is read anew this often while someone looks. */
const pollMs = 3_000;

/** Keeps `mesh` fresh while the component is shown and the page is visible. */
export function useFreshMesh(): void {
  useLive((event) => {
    if (event.kind === 'mesh' || event.kind === 'reset') mesh.refresh();
  });
  usePolled(mesh, pollMs);
}

/** The categories of the mesh, or the usual ones until it has answered. */
export const categories = (): readonly string[] => mesh.data.value?.categories ?? categoriesDefault;

/** Not there any more, and not missed: another region goes on with what it had. */
export const isGone = ({ state, adoptedBy }: RegionView): boolean =>
  state === 'down' && adoptedBy !== undefined;

/** What this region takes of files; how large one may be only once it has said so. */
export const fileLimits = (): FileLimits => mesh.data.value?.files ?? { countMax: limits.attachments };
