import type { Question } from '../question.ts';

export const webQuestions: readonly Question[] = [
  {
    id: 'web-status-502',
    text: 'A site answers “502 Bad Gateway”. Where do you look?',
    right: 'At the server behind the proxy: it is down or answers nonsense',
    wrong: [
      'At the user’s session: it has expired, and the proxy cannot renew it',
      'At the user’s browser: it does not support this version of HTTP any more',
      'At the address: it has been moved for good',
    ],
    explanation: 'The proxy was reached and got no valid answer from the server behind it.',
  },
  {
    id: 'web-cors',
    text: 'The browser blocks a request with a CORS error, yet the same request works with curl. Why?',
    right: 'The server does not allow this origin, and only browsers enforce that',
    wrong: [
      'The server is overloaded by scripts, and curl is served first',
      'The browser is not signed in, while curl always uses the administrator’s account',
      'The page is served over HTTPS, which curl ignores',
    ],
    explanation: 'CORS is a rule that browsers apply to scripts from another origin.',
  },
  {
    id: 'web-cache',
    text: 'After a deployment some users still see the old script. What solves it for good?',
    right: 'File names with a content hash, and a page that is revalidated each time',
    wrong: [
      'A mail that asks everyone to clear the cache after each deployment',
      'A longer cache time, so that browsers fetch the files less often and make fewer mistakes',
      'A larger server, so that new files arrive sooner',
    ],
    explanation: 'A changed file then has a new address, so no cache can answer with the old one.',
  },
  {
    id: 'web-xss',
    text: 'A comment shows text that users entered. How do you keep scripts in it from running?',
    right: 'Insert it as text, not as HTML, and add a content security policy',
    wrong: [
      'Send it by POST instead of GET, so that it does not appear in the address',
      'Remove every “<script>” from it before it is stored, and limit it to 500 characters',
      'Check it in the browser before the form is sent',
    ],
    explanation: 'What is inserted as text is never parsed, and the policy stops what slips through.',
  },
  {
    id: 'web-mixed-content',
    text: 'After a move to HTTPS some scripts no longer load. What does the console most likely say?',
    right: 'Mixed content: they are still requested over http://',
    wrong: [
      'Quota exceeded: encrypted scripts need more memory',
      'Not modified: the scripts were cached before the move',
      'Too many redirects: each script is encrypted twice',
    ],
    explanation: 'Browsers block scripts over plain HTTP on a secure page.',
  },
  {
    id: 'web-certificate-chain',
    text: 'A certificate is accepted by desktop browsers but not by some apps and curl. What is the classic cause?',
    right: 'The server does not send the intermediate certificate',
    wrong: [
      'The certificate is valid for desktop computers only',
      'The server uses HTTP/2, which apps and curl do not know',
      'The certificate’s key is longer than apps can handle',
    ],
    explanation: 'Desktop browsers often find a missing intermediate by themselves; other programs do not.',
  },
  {
    id: 'web-cookie-httponly',
    text: 'What does the HttpOnly attribute of a cookie do?',
    right: 'It keeps scripts in the page from reading the cookie',
    wrong: [
      'It sends the cookie over plain HTTP, but not over HTTPS',
      'It encrypts the cookie between the browser and the server',
      'It keeps other sites from sending the cookie along',
    ],
    explanation: 'A stolen script then cannot carry the session away, though it can still act in the page.',
  },
  {
    id: 'web-layout-shift',
    text: 'Text jumps while a page loads its pictures. What is the simple remedy?',
    right: 'Give the pictures their width and height, so that room is reserved',
    wrong: [
      'Load the pictures from a second domain, so that they arrive before the text',
      'Put the text into a table beside the pictures',
      'Convert the pictures into a format with fewer colours',
    ],
    explanation: 'With known proportions the browser keeps the room free before the file arrives.',
  },
  {
    id: 'web-label',
    text: 'Why does every form field need a label that belongs to it?',
    right: 'Screen readers announce it, and clicking it reaches the field',
    wrong: [
      'Browsers refuse to send a form with a field that has no label',
      'It makes the page load faster, because the browser knows what will be entered',
      'It is stored together with what was entered',
    ],
    explanation: 'A placeholder disappears while typing and is not a reliable name for assistive technology.',
  },
];
