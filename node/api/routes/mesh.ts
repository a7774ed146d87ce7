import { MeshView } from '../../schemas/mesh-views.ts';
import { noInput, publicRoute, type Route } from '../route.ts';

export const meshRoutes: readonly Route[] = [
  publicRoute({
    ...noInput,
    method: 'GET',
    path: '/mesh',
    operationId: 'getMesh',
    summary: 'Every region: its state, its experts and what waits there',
    reply: MeshView,
    handle: ({ mesh }, { actor }) => mesh.view(actor),
  }),
];
