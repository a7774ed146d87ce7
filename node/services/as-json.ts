import type { Json } from '../ports.ts';

/**
 * What goes to another region, as the mesh takes it. No copy is made: the mesh writes it as text, which leaves out members
 * that are undefined, and documents are never changed in place. The receiver parses what it gets.
 */
export const asJson = (value: object | null): Json => value as Json;
