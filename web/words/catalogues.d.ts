/** Made by `catalogues.vite.ts`: where the words of each language are. */
declare module 'virtual:catalogues' {
  const addresses: Readonly<Record<import('../lib/i18n.ts').Language, string>>;
  export default addresses;
}
