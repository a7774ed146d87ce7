/** Where the URL names no database. */
export const DEFAULT_DATABASE = 'grapevine';
export const DATABASE_IN_URL = /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/;
