/**
 * What pages and news are compared with: one static page with one style sheet and one script, served by Koa as a node serves
 * its pages, and a socket that sends each text to everyone, whose page puts it into the document. No session, rule or disk.
 */
import { createServer } from 'node:http';
import Koa from 'koa';
import { WebSocketServer } from 'ws';

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title>
<link rel="stylesheet" href="/bare.css"><main id="main"><h1>Bare</h1><div id="log" role="log"></div></main>
<script type="module" src="/bare.js"></script></html>`;
const css = 'body { font: 16px sans-serif; margin: 2rem }';
const script = `
  const socket = new WebSocket('ws://' + location.host);
  socket.addEventListener('message', ({ data }) => {
    const line = document.createElement('p');
    line.textContent = data;
    document.getElementById('log').append(line);
  });
  window.say = (text) => socket.send(text);
  socket.addEventListener('open', () => document.body.setAttribute('data-open', ''));
`;

export type BarePage = { readonly url: string; close(): Promise<void> };

export async function openBarePage(): Promise<BarePage> {
  const app = new Koa();
  app.use((ctx) => {
    const [type, body] =
      ctx.path === '/bare.css' ? ['css', css] : ctx.path === '/bare.js' ? ['js', script] : ['html', html];
    ctx.type = type ?? 'html';
    ctx.body = body;
  });
  const server = createServer(app.callback());
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      for (const one of sockets.clients) one.send(String(data));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on a port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      for (const one of sockets.clients) one.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
