/** The style of the page that lists the operations. */
export const docsCss = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
code, pre, textarea, input { font-family: ui-monospace, monospace; font-size: .9rem; }
h2 { margin: 2.5rem 0 .5rem; }
details { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; margin: .5rem 0; padding: 0 1rem; }
summary { cursor: pointer; padding: .6rem 0; overflow-wrap: anywhere; }
summary code { margin-right: .6rem; font-weight: 600; }
.who { opacity: .75; }
label { display: block; margin: .6rem 0; }
input, textarea { box-sizing: border-box; display: block; width: 100%; padding: .4rem .5rem; }
textarea { min-height: 8rem; }
button { font: inherit; padding: .4rem 1rem; margin: .3rem 0 1rem; cursor: pointer; }
pre { overflow: auto; max-height: 28rem; padding: .8rem; background: color-mix(in srgb, currentColor 8%, transparent); border-radius: .4rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
:target { outline: 2px solid; }
`;
