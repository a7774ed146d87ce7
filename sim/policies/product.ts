/** What regions do in production. */
export { productPolicy as default } from '../../node/core/policy.ts';
