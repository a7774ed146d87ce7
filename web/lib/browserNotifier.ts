import type { Notifier } from './alerts.ts';

/** Two short notes, a fifth apart, soft enough for a shared office: Hz, and when each begins and ends, s. */
const notes = [
  { hz: 587.33, from: 0, to: 0.14 },
  { hz: 880, from: 0.12, to: 0.32 },
] as const;
const loudness = 0.06;
/** Time to rise and fall, s: without it a note clicks. */
const easing = 0.02;

let audio: AudioContext | undefined;

/** A browser makes no sound before somebody has pressed something on the page; then it stays silent, which is all right. */
function sound(): void {
  try {
    audio ??= new AudioContext();
    const { currentTime, destination } = audio;
    void audio.resume();
    for (const { hz, from, to } of notes) {
      const gain = audio.createGain();
      gain.gain.setValueAtTime(0, currentTime + from);
      gain.gain.linearRampToValueAtTime(loudness, currentTime + from + easing);
      gain.gain.setTargetAtTime(0, currentTime + to - easing * 3, easing);
      const tone = audio.createOscillator();
      tone.frequency.value = hz;
      tone.connect(gain).connect(destination);
      tone.start(currentTime + from);
      tone.stop(currentTime + to + easing * 4);
    }
  } catch {
    // No sound here: the page still says it.
  }
}

const isThere = () => typeof Notification !== 'undefined';

/** The browser's own notifications, and a sound that the page makes itself. */
export const browserNotifier: Notifier = {
  permission: () => (isThere() ? Notification.permission : undefined),
  ask: () => Notification.requestPermission(),
  show(title, text, tag, opened) {
    try {
      const notification = new Notification(title, { body: text, tag });
      notification.onclick = () => {
        window.focus();
        notification.close();
        opened();
      };
    } catch {
      // Some browsers on phones let only a service worker show them.
    }
  },
  sound,
  isHidden: () => document.hidden,
};
