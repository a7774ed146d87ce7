import { api } from './api.ts';
import { resource } from './resource.ts';

/** This expert's canned replies and their region's, read once for the page that inserts and the one that keeps them. */
export const replies = resource(api.replies);
