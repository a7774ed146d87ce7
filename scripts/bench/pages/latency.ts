/** From one person's press in one browser window until the other sees it in theirs. */
import type { Page } from 'playwright-core';
import { z } from 'zod';

const Moment = z.number();

/** In both windows of one browser, on one clock. */
const now = 'performance.timeOrigin + performance.now()';

/** When a frame with this text in the log has been painted. */
const seenAt = (text: string) => `new Promise((resolve) => {
  const log = document.querySelector('[role=log]');
  const look = () => {
    if (!log.textContent.includes(${JSON.stringify(text)})) return false;
    requestAnimationFrame(() => setTimeout(() => resolve(${now}), 0));
    return true;
  };
  if (look()) return;
  const observer = new MutationObserver(() => {
    if (look()) observer.disconnect();
  });
  observer.observe(log, { childList: true, subtree: true, characterData: true });
})`;

/** Types the text into the chat and sends it, as a person does who presses Enter. */
export const sendLine = (text: string) => `(() => {
  const box = document.querySelector('.composer textarea');
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, ${JSON.stringify(text)});
  box.dispatchEvent(new Event('input', { bubbles: true }));
  const at = ${now};
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  return at;
})()`;

export const sayBare = (text: string) => `(() => {
  const at = ${now};
  window.say(${JSON.stringify(text)});
  return at;
})()`;

/** Shorter than the pages' own pause between two signs of life, so that the samples do not fall into step with it. */
const betweenMs = 120;

export async function latenciesMs(
  from: Page,
  to: Page,
  send: (text: string) => string,
  samples: number,
  prefix: string,
): Promise<number[]> {
  const warmUp = 5;
  const tookMs: number[] = [];
  for (let at = 0; at < warmUp + samples; at += 1) {
    const text = `${prefix} ${at}.`;
    const seen = to.evaluate(seenAt(text));
    const sentAt = Moment.parse(await from.evaluate(send(text)));
    const took = Moment.parse(await seen) - sentAt;
    if (at >= warmUp) tookMs.push(took);
    await from.waitForTimeout(betweenMs);
  }
  return tookMs;
}
